using Microsoft.Net.Http.Headers;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/history</c>: how the count grew, as open data. Public, from any origin; caches may hold it for 30 s,
/// as long as it is fresh here.
/// </summary>
internal sealed class HistoryEndpoint(HistoryCache histories)
{
    private const string Address = "/api/v1/petitions/{slug}/history";

    private const string Caching = "public, max-age=30, stale-while-revalidate=60, stale-if-error=3600";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<HistoryEndpoint>();
        routes.MapPetition(ConditionalGet.Methods, Address, endpoint.HistoryAsync, http => Cors.Allow(http.Response.Headers));
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>The history, 304 when the client holds it, 503 when there is none to be had within 2 s.</summary>
    public async Task HistoryAsync(HttpContext http, Petition petition)
    {
        var headers = http.Response.Headers;
        if (await histories.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, "The history cannot be read. Ask again after the seconds in Retry-After.");
            return;
        }
        headers.Vary = HeaderNames.AcceptEncoding;
        var body = answer.Body;
        if (answer.Compressed is { } compressed && ContentCodings.TakesGzip(http.Request.Headers.AcceptEncoding))
        {
            body = compressed;
            headers.ContentEncoding = ContentCoding.Gzip.Name();
        }
        await ConditionalGet.Answer(http, body, Answers.Json, answer.ETag, Caching);
    }
}
