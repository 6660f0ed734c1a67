using Microsoft.Net.Http.Headers;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/history</c>: how the count grew, as open data. Public, from any origin; caches may hold it for 30 s,
/// as long as it is fresh here.
/// </summary>
internal sealed class HistoryEndpoint(IPetitionCatalogue catalogue, HistoryCache histories)
{
    private const string Address = "/api/v1/petitions/{slug}/history";

    private const string Caching = "public, max-age=30, stale-while-revalidate=60, stale-if-error=3600";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<HistoryEndpoint>();
        routes.MapMethods(Address, ConditionalGet.Methods, (RequestDelegate)endpoint.HistoryAsync);
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>The history; 304 when the client has it, 503 when there is none within 2 s.</summary>
    public async Task HistoryAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        Cors.Allow(headers);
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
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
