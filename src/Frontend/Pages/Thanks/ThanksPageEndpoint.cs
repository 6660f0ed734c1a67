using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Thanks;

/// <summary><c>GET /p/{slug}/thanks</c>: the page after signing. The same for everybody, whether they signed or not.</summary>
internal sealed class ThanksPageEndpoint(PetitionViews views, PageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        ConditionalGet.Methods, "/p/{slug}/thanks", routes.ServiceProvider.GetRequiredService<ThanksPageEndpoint>().ShowAsync);

    /// <summary>The page; no cache keeps it.</summary>
    public async Task ShowAsync(HttpContext http, Petition petition)
    {
        var texts = PageLanguage.Of(http.Request);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var view = await views.OfAsync(http.Request, petition, texts);
        await pages.AnswerAsync<ThanksPage>(http, texts, new() { [nameof(ThanksPage.View)] = view });
    }
}
