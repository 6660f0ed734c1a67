using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>
/// <c>GET /p/{slug}/og.png</c>, with <c>?lang=</c>: the image that other sites show beside a link to the petition. Public; caches may
/// hold it for 5 min.
/// </summary>
internal sealed class CardEndpoint(ShareCardCache cards)
{
    private const string Caching = "public, max-age=300, s-maxage=300, stale-while-revalidate=3600, stale-if-error=86400";

    // An image without a count is soon outdated; the next fetch of the crawler gets a better one.
    private const string CachingBriefly = "public, max-age=10";

    private const string NotDrawnYet = "The picture is not drawn yet. Ask again after the seconds in Retry-After.";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        ConditionalGet.Methods, "/p/{slug}/og.png", routes.ServiceProvider.GetRequiredService<CardEndpoint>().ImageAsync, SetHead);

    /// <summary>
    /// The image; 304 when the client has it, 404 for an unknown petition or where no image can be drawn, 503 when none is drawn within
    /// 3 s. While the cluster is away the image shows the last count, or none.
    /// </summary>
    public async Task ImageAsync(HttpContext http, Petition petition)
    {
        var texts = PageLanguage.ForOtherSites(petition, http.Request.Query["lang"]);
        if (await cards.ReadAsync(petition, texts, http.RequestAborted) is not { } image)
        {
            if (cards.CanDraw) await Answers.Refuse(http, Problem.Unavailable, NotDrawnYet);
            else await Answers.Refuse(http, Problem.NoPicture);
            return;
        }
        await ConditionalGet.Answer(http, image.Png, "image/png", image.ETag, image.Content.Count is null ? CachingBriefly : Caching);
    }

    private static void SetHead(HttpContext http) => http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
}
