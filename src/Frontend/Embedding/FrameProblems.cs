using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;

namespace Petitions.Frontend.Embedding;

/// <summary>The style of the counter's frame: a notice in the frame, in the language of the reader.</summary>
internal sealed class FrameProblems(PageRenderer pages) : IProblemStyle
{
    /// <inheritdoc/>
    public Task RefuseAsync(HttpContext http, Problem problem, string? detail = null)
    {
        EmbedEndpoints.SetHead(http.Response.Headers);
        Answers.SetHead(http.Response, problem);
        var texts = PageLanguage.Of(http.Request);
        var parameters = new Dictionary<string, object?>
        {
            [nameof(FrameNotice.Texts)] = texts,
            [nameof(FrameNotice.Theme)] = FrameTheme.Of(http.Request.Query[FrameTheme.Parameter]),
            [nameof(FrameNotice.Status)] = problem.Status,
        };
        return pages.AnswerAsync<FrameNotice>(http, texts, parameters, ContentSecurityPolicy.Frame);
    }
}
