using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>Renders a component as a page: static HTML with the headers of every page.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs) : IProblemPages
{
    /// <summary>The media type of pages.</summary>
    public const string Html = "text/html; charset=utf-8";

    /// <summary>The HTML of a page in UTF-8.</summary>
    public async Task<byte[]> RenderAsync<TPage>(Dictionary<string, object?> parameters) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
            return Encoding.UTF8.GetBytes(page.ToHtmlString());
        });
    }

    /// <summary>Renders and sends a page for this call alone.</summary>
    public async Task AnswerAsync<TPage>(
        HttpContext http, Texts texts, Dictionary<string, object?> parameters, string policy = ContentSecurityPolicy.Site)
        where TPage : IComponent
    {
        var html = await RenderAsync<TPage>(parameters);
        SetHead(http.Response, texts, policy);
        http.Response.ContentType = Html;
        http.Response.ContentLength = html.Length;
        await http.Response.BodyWriter.WriteAsync(html);
    }

    /// <summary>A page that says what happened, with the status and headers of the problem. A detail is left out: it is English.</summary>
    public Task RefuseAsync(HttpContext http, Problem problem, string? detail = null)
    {
        Answers.SetHead(http.Response, problem);
        var texts = PageLanguage.Of(http.Request);
        return AnswerAsync<NoticePage>(http, texts, new()
        {
            [nameof(NoticePage.Texts)] = texts,
            [nameof(NoticePage.Status)] = problem.Status,
            [nameof(NoticePage.Slug)] = problem == Problem.Unlisted ? http.Request.RouteValues["slug"] as string : null,
        });
    }

    /// <summary>
    /// The headers of a page. The referrer is sent within this site only; without any referrer browsers would send "Origin: null" with the
    /// form. No page of another site that opened this one keeps a handle on its window (HTML, section 7.1.3, "Cross-origin opener
    /// policies").
    /// </summary>
    public static void SetHead(HttpResponse response, Texts texts, string policy = ContentSecurityPolicy.Site)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers["Referrer-Policy"].Count == 0) headers["Referrer-Policy"] = "same-origin";
        headers.ContentLanguage = texts.ArePageForeign ? $"{texts.PageLang}, {texts.Lang}" : texts.Lang;
        headers.Vary = "Accept-Language";
    }
}
