using Petitions.Frontend.Assets;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Home;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Thanks;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>
/// The pages that are read: <c>/</c>, <c>/p/{slug}</c>, <c>/p/{slug}/thanks</c>. They are the same for everybody, without cookies and
/// tokens, so that caches can take a surge of readers; what is left is rendered once per count.
/// </summary>
internal sealed class PetitionPages(
    IPetitionCatalogue catalogue, PetitionViews views, PageRenderer pages, PageCache rendered, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<PetitionPages>();
        routes.MapMethods("/", ConditionalGet.Methods, (RequestDelegate)endpoints.HomeAsync);
        routes.MapMethods("/p/{slug}", ConditionalGet.Methods, (RequestDelegate)endpoints.PetitionAsync);
        routes.MapMethods("/p/{slug}/thanks", ConditionalGet.Methods, (RequestDelegate)endpoints.ThanksAsync);
    }

    private async Task HomeAsync(HttpContext http)
    {
        var texts = PageLanguage.Of(http.Request);
        var now = time.GetUtcNow();
        var listed = catalogue.Listed
            .Select(petition => new ListedPetition(petition, petition.TextFor(texts.Lang), petition.PhaseAt(now)))
            .ToList();
        http.Response.Headers.CacheControl = CountAnswer.Caching;
        await pages.AnswerAsync<HomePage>(http, texts, new() { [nameof(HomePage.Texts)] = texts, [nameof(HomePage.Petitions)] = listed });
    }

    private async Task PetitionAsync(HttpContext http)
    {
        if (Find(http) is not { } petition)
        {
            await pages.RefuseAsync(http, Problem.UnknownPetition);
            return;
        }
        var texts = PageLanguage.Of(http.Request);
        var view = await views.OfAsync(http.Request, petition, texts, SignForm.Empty);
        var page = await rendered.OfAsync(view);
        PageRenderer.SetHead(http.Response, texts);
        var coding = ContentCodings.Wanted(http.Request.Headers.AcceptEncoding);
        http.Response.Headers.Vary = "Accept-Language, Accept-Encoding";
        http.Response.Headers.ContentEncoding = coding.Name();
        await ConditionalGet.Answer(http, page.In(coding), PageRenderer.Html, page.ETag, CountAnswer.Caching);
    }

    private async Task ThanksAsync(HttpContext http)
    {
        if (Find(http) is not { } petition)
        {
            await pages.RefuseAsync(http, Problem.UnknownPetition);
            return;
        }
        var texts = PageLanguage.Of(http.Request);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var view = await views.OfAsync(http.Request, petition, texts, SignForm.Empty);
        await pages.AnswerAsync<ThanksPage>(http, texts, new() { [nameof(ThanksPage.View)] = view });
    }

    private Petition? Find(HttpContext http) =>
        http.Request.RouteValues["slug"] is string slug && catalogue.TryFind(slug, out var petition) ? petition : null;
}
