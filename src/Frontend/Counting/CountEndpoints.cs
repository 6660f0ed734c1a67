using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/count</c>: what counters on other people's pages poll. Anybody may read it, from anywhere, and every
/// cache on the way may hold it for a few seconds.
/// </summary>
internal sealed class CountEndpoints(IPetitionCatalogue catalogue, CountCache board, PollInterval pace)
{
    private const string Address = "/api/v1/petitions/{slug}/count";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Address, ConditionalGet.Methods, (RequestDelegate)routes.ServiceProvider.GetRequiredService<CountEndpoints>().CountAsync);
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>The count, 304 when the client holds it, 503 when there is none to be had within 2 s.</summary>
    public async Task CountAsync(HttpContext http)
    {
        Cors.Allow(http.Response.Headers);
        pace.Note();
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
        {
            await Answers.Refuse(http, Problem.UnknownPetition);
            return;
        }
        if (await board.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        await ConditionalGet.Answer(http, answer.Body, Answers.Json, answer.ETag, CountAnswer.Caching);
    }
}
