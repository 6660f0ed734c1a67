using Microsoft.AspNetCore.Components;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// <c>/embed/{slug}</c>: the counter as a page for iframes, the only page that may be framed. <c>/p/{slug}/embed</c>: the snippets for
/// embedding. Both are rendered once per count, like the petition page.
/// </summary>
internal sealed class EmbedEndpoints(PetitionViews views, PageCache rendered)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<EmbedEndpoints>();
        routes.MapPetition(ConditionalGet.Methods, "/embed/{slug}", endpoints.FrameAsync)
            .WithMetadata(new FrameProblems(routes.ServiceProvider.GetRequiredService<PageRenderer>()));
        routes.MapPetition(ConditionalGet.Methods, "/p/{slug}/embed", endpoints.SnippetsAsync);
    }

    /// <summary>The counter for a frame.</summary>
    public Task FrameAsync(HttpContext http, Petition petition)
    {
        SetHead(http.Response.Headers);
        const string policy = ContentSecurityPolicy.Frame;
        return FrameTheme.Of(http.Request.Query[FrameTheme.Parameter]) switch
        {
            FrameTheme.Light => AnswerAsync<LightCounterFrame>(http, petition, policy),
            FrameTheme.Dark => AnswerAsync<DarkCounterFrame>(http, petition, policy),
            _ => AnswerAsync<CounterFrame>(http, petition, policy),
        };
    }

    /// <summary>
    /// Allows framing by cross-origin isolated pages, which need both headers (HTML, section 7.1.4, "Cross-origin embedder policies"). The
    /// second obliges the frame: each of its assets needs the first, also in a sandbox, where this site is another origin to the frame.
    /// </summary>
    public static void SetHead(IHeaderDictionary headers)
    {
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    }

    /// <summary>The snippets, and what they look like.</summary>
    public Task SnippetsAsync(HttpContext http, Petition petition) =>
        AnswerAsync<SnippetsPage>(http, petition, ContentSecurityPolicy.Preview);

    private async Task AnswerAsync<TPage>(HttpContext http, Petition petition, string policy) where TPage : IComponent
    {
        var texts = PageLanguage.Of(http.Request, petition);
        var view = await views.OfAsync(http.Request, petition, texts);
        var page = await rendered.OfAsync<TPage>(view);
        PageRenderer.SetHead(http.Response, texts, policy);
        await ConditionalGet.Answer(http, page.Html, PageRenderer.Html, page.ETag, CountAnswer.Caching);
    }
}
