using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>/embed/{slug}</c>, the counter in a frame and the only page that may be framed, and <c>/p/{slug}/embed</c>, which says how to embed
/// it. Rendered once per count, like the page of the petition.
/// </summary>
internal sealed class EmbedEndpoints(
    IPetitionCatalogue catalogue, PetitionViews views, PageRenderer pages, PageCache rendered)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<EmbedEndpoints>();
        routes.MapMethods("/embed/{slug}", ConditionalGet.Methods, (RequestDelegate)endpoints.FrameAsync)
            .WithMetadata(new FrameProblems(routes.ServiceProvider.GetRequiredService<PageRenderer>()));
        routes.MapMethods("/p/{slug}/embed", ConditionalGet.Methods, (RequestDelegate)endpoints.SnippetsAsync);
    }

    /// <summary>The counter for a frame; 404, in a frame as well, for a petition that nobody knows.</summary>
    public async Task FrameAsync(HttpContext http)
    {
        SetHead(http.Response.Headers);
        if (Find(http) is { } petition) await AnswerAsync<CounterFrame>(http, petition, ContentSecurityPolicy.Frame);
        else await ProblemStyle.Of(http).RefuseAsync(http, Problem.UnknownPetition);
    }

    /// <summary>A page that isolates itself takes only frames that say both (HTML, section 7.1.4, "Cross-origin embedder policies").</summary>
    public static void SetHead(IHeaderDictionary headers)
    {
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    }

    /// <summary>The snippets, and what they look like.</summary>
    public Task SnippetsAsync(HttpContext http) => Find(http) is { } petition
        ? AnswerAsync<SnippetsPage>(http, petition, ContentSecurityPolicy.Preview)
        : pages.RefuseAsync(http, Problem.UnknownPetition);

    private async Task AnswerAsync<TPage>(HttpContext http, Petition petition, string policy) where TPage : IComponent
    {
        var texts = PageLanguage.Of(http.Request);
        var view = await views.OfAsync(http.Request, petition, texts);
        var page = await rendered.OfAsync<TPage>(view);
        PageRenderer.SetHead(http.Response, texts, policy);
        await ConditionalGet.Answer(http, page.Html, PageRenderer.Html, page.ETag, CountAnswer.Caching);
    }

    private Petition? Find(HttpContext http) =>
        http.Request.RouteValues["slug"] is string slug && catalogue.TryFind(slug, out var petition) ? petition : null;
}
