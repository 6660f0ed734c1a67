using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/challenge</c>: a challenge as ALTCHA's widget reads it. As hard as the petition and the network of
/// whoever asks make it at this moment. Given to everybody: nothing is kept of it.
/// </summary>
internal sealed class ChallengeEndpoint(AbuseFilter filter, ChallengeService challenges)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        [HttpMethods.Get],
        "/api/v1/petitions/{slug}/challenge",
        routes.ServiceProvider.GetRequiredService<ChallengeEndpoint>().AnswerAsync);

    /// <summary>Where the challenges of a petition are.</summary>
    public static string PathOf(string slug) => $"/api/v1/petitions/{slug}/challenge";

    /// <summary>Answers 200 with a new challenge.</summary>
    public Task AnswerAsync(HttpContext http, Petition petition)
    {
        var body = challenges.Issue(petition.Slug, filter.LevelFor(http, petition));
        http.Response.ContentType = Answers.Json;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.BodyWriter.WriteAsync(body).AsTask();
    }
}
