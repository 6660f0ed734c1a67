using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Petitions;

/// <summary>
/// <c>GET /p/{slug}/preview/{token}</c>: a draft, for whoever has its token. A wrong token is answered like an unknown petition. Once the
/// petition is public the address leads to its page.
/// </summary>
internal sealed class PreviewEndpoint(IPetitionCatalogue catalogue, PetitionViews views, PageRenderer pages)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/p/{slug}/preview/{token}", ConditionalGet.Methods,
        (RequestDelegate)routes.ServiceProvider.GetRequiredService<PreviewEndpoint>().ShowAsync);

    /// <summary>The page, rendered for this call alone and kept by no cache.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";

        var slug = http.Request.RouteValues["slug"] as string ?? "";
        var token = http.Request.RouteValues["token"] as string ?? "";
        if (!catalogue.TryFindDraft(slug, out var petition)) catalogue.TryFind(slug, out petition);
        if (!PreviewToken.Matches(petition?.PreviewToken, token))
        {
            await pages.RefuseAsync(http, Problem.UnknownPetition);
            return;
        }
        var texts = PageLanguage.Of(http.Request, petition!);
        if (!petition!.IsDraft)
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            headers.Location = PageLinks.Petition(slug, texts);
            return;
        }
        await pages.AnswerAsync<PreviewPage>(http, texts, new()
        {
            [nameof(PreviewPage.View)] = views.PreviewOf(http.Request, petition, texts),
            [nameof(PreviewPage.Path)] = PageLinks.Preview(slug, token),
        });
    }
}
