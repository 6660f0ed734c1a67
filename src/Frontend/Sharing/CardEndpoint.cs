using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Sharing;

/// <summary>
/// <c>GET /p/{slug}/og.png</c>, with <c>?lang=</c>: the picture that other sites show beside a link to the petition. Anybody may show it,
/// and every cache on the way may hold it for five minutes.
/// </summary>
internal sealed class CardEndpoint(ShareCardCache cards)
{
    private const string Caching = "public, max-age=300, s-maxage=300, stale-while-revalidate=3600, stale-if-error=86400";

    // Without a count it is soon out of date: a crawler that comes again gets a better one.
    private const string CachingBriefly = "public, max-age=10";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        ConditionalGet.Methods, "/p/{slug}/og.png", routes.ServiceProvider.GetRequiredService<CardEndpoint>().PictureAsync, SetHead);

    /// <summary>
    /// The picture, 304 when the client holds it, 404 for an unknown petition or where no picture can be drawn, 503 when none is drawn
    /// in time. While the cluster is away it shows the last count, or none when nobody asked before.
    /// </summary>
    public async Task PictureAsync(HttpContext http, Petition petition)
    {
        var texts = PageLanguage.ForOtherSites(petition, http.Request.Query["lang"]);
        if (await cards.ReadAsync(petition, texts, http.RequestAborted) is not { } picture)
        {
            if (cards.CanDraw)
                await Answers.Refuse(
                    http, Problem.Unavailable, "The picture is not drawn yet. Ask again after the seconds in Retry-After.");
            else await Answers.Refuse(http, Problem.NoPicture);
            return;
        }
        await ConditionalGet.Answer(http, picture.Png, "image/png", picture.ETag, picture.Content.Count is null ? CachingBriefly : Caching);
    }

    private static void SetHead(HttpContext http)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
