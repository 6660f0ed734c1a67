using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>
/// <c>GET /p/{slug}</c>: the page of a petition, the same for everybody. Without cookies and tokens, so that caches can serve most of a
/// surge of readers; the rest is served from the page that was rendered once per count.
/// </summary>
internal sealed class PetitionPageEndpoint(PetitionViews views, PageCache rendered)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        ConditionalGet.Methods, "/p/{slug}", routes.ServiceProvider.GetRequiredService<PetitionPageEndpoint>().ShowAsync);

    /// <summary>The page, 304 when the client holds it.</summary>
    public async Task ShowAsync(HttpContext http, Petition petition)
    {
        var texts = PageLanguage.Of(http.Request, petition);
        var view = await views.OfAsync(http.Request, petition, texts);
        var page = await rendered.OfAsync<PetitionPage>(view);
        PageRenderer.SetHead(http.Response, texts);
        var coding = ContentCodings.Wanted(http.Request.Headers.AcceptEncoding);
        http.Response.Headers.Vary = "Accept-Language, Accept-Encoding";
        http.Response.Headers.ContentEncoding = coding.Name();
        await ConditionalGet.Answer(http, page.In(coding), PageRenderer.Html, page.ETag, CountAnswer.Caching);
    }
}
