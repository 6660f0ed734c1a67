using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>/embed/{slug}</c>: the counter as a page for iframes, the only page that may be framed. <c>/p/{slug}/embed</c>: the snippets for
/// embedding. Both are rendered once per count, like the petition page.
/// </summary>
internal sealed class EmbedEndpoints(
    IPetitionCatalogue catalogue, PetitionViews views, PageRenderer pages, PageCache rendered)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<EmbedEndpoints>();
        routes.MapMethods("/embed/{slug}", ConditionalGet.Methods, (RequestDelegate)endpoints.FrameAsync).WithMetadata(UnreadCatalogueAnswer.Frame);
        routes.MapMethods("/p/{slug}/embed", ConditionalGet.Methods, (RequestDelegate)endpoints.SnippetsAsync);
    }

    /// <summary>The counter page; an unknown petition gets a 404 that may be framed as well.</summary>
    public async Task FrameAsync(HttpContext http)
    {
        SetHead(http.Response.Headers);
        if (Find(http) is { } petition) await AnswerAsync<CounterFrame>(http, petition, ContentSecurityPolicy.Frame);
        else await FrameNotice.AnswerAsync(http, pages, Problem.UnknownPetition);
    }

    /// <summary>
    /// Allows framing by cross-origin isolated pages, which need both headers (HTML, section 7.1.4, "Cross-origin embedder policies").
    /// </summary>
    public static void SetHead(IHeaderDictionary headers)
    {
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    }

    /// <summary>The snippets with a preview of each.</summary>
    public Task SnippetsAsync(HttpContext http) => Find(http) is { } petition
        ? AnswerAsync<SnippetsPage>(http, petition, ContentSecurityPolicy.Preview)
        : pages.RefuseAsync(http, Problem.UnknownPetition);

    private async Task AnswerAsync<TPage>(HttpContext http, Petition petition, string policy) where TPage : IComponent
    {
        var texts = PageLanguage.Of(http.Request);
        var view = await views.OfAsync(http.Request, petition, texts, SignForm.Empty);
        var page = await rendered.OfAsync<TPage>(view);
        PageRenderer.SetHead(http.Response, texts, policy);
        await ConditionalGet.Answer(http, page.Html, PageRenderer.Html, page.ETag, CountAnswer.Caching);
    }

    private Petition? Find(HttpContext http) =>
        http.Request.RouteValues["slug"] is string slug && catalogue.TryFind(slug, out var petition) ? petition : null;
}
