using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/count</c>: what counters on other sites poll. For any origin; shared caches may hold it for 5 s.
/// </summary>
internal sealed class CountEndpoint(CountCache counts, PollInterval polling)
{
    private const string Address = "/api/v1/petitions/{slug}/count";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<CountEndpoint>();
        routes.MapPetition(ConditionalGet.Methods, Address, endpoint.CountAsync, endpoint.Begin);
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>The count, 304 when the client holds it, 503 when there is none to be had within 2 s.</summary>
    public async Task CountAsync(HttpContext http, Petition petition)
    {
        if (await counts.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        await ConditionalGet.Answer(http, answer.Body, Answers.Json, answer.ETag, CountAnswer.Caching);
    }

    // A poll for an unknown petition costs as much as any other.
    private void Begin(HttpContext http)
    {
        Cors.Allow(http.Response.Headers);
        polling.RecordRead();
    }
}
