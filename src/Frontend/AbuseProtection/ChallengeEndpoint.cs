using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/challenge</c>: a challenge as ALTCHA's widget reads it. As hard as the petition and the network of whoever
/// asks make it at this moment. Given to everybody: nothing is kept of it.
/// </summary>
internal sealed class ChallengeEndpoint(IPetitionCatalogue catalogue, AbuseFilter filter, ChallengeService challenges)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(
        "/api/v1/petitions/{slug}/challenge", (RequestDelegate)routes.ServiceProvider.GetRequiredService<ChallengeEndpoint>().AnswerAsync);

    /// <summary>Where the challenges of a petition are.</summary>
    public static string PathOf(string slug) => $"/api/v1/petitions/{slug}/challenge";

    public Task AnswerAsync(HttpContext http)
    {
        if (http.Request.RouteValues["slug"] is not string slug || !catalogue.TryFind(slug, out var petition))
            return Answers.Refuse(http, Problem.UnknownPetition);

        var body = challenges.Issue(petition.Slug, filter.LevelFor(http, petition));
        http.Response.ContentType = Answers.Json;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.BodyWriter.WriteAsync(body).AsTask();
    }
}
