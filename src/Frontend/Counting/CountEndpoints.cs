using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/count</c>: what counters on other sites poll. For any origin; shared caches may hold it for 5 s.
/// </summary>
internal sealed class CountEndpoints(IPetitionCatalogue catalogue, CountCache counts, PollInterval pollInterval)
{
    private const string Address = "/api/v1/petitions/{slug}/count";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<CountEndpoints>();
        routes.MapMethods(Address, ConditionalGet.Methods, (RequestDelegate)endpoints.CountAsync);
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>The count; 304 when the client has it, 503 when there is none within 2 s.</summary>
    public async Task CountAsync(HttpContext http)
    {
        Cors.Allow(http.Response.Headers);
        pollInterval.RecordRead();
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (await counts.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        await ConditionalGet.Answer(http, answer.Body, Answers.Json, answer.ETag, CountAnswer.Caching);
    }
}
