using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/challenge</c>: issues a challenge in ALTCHA's format. Its difficulty follows the current usage of the
/// client's network and of the petition. Stateless, so that every client may ask for one.
/// </summary>
internal sealed class ChallengeEndpoint(AbuseFilter filter, ChallengeService challenges)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        [HttpMethods.Get],
        "/api/v1/petitions/{slug}/challenge",
        routes.ServiceProvider.GetRequiredService<ChallengeEndpoint>().AnswerAsync);

    /// <summary>The path that issues the petition's challenges.</summary>
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
