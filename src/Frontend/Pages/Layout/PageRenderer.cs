using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>Turns a component into a page: static HTML, encoded by the framework, with the headers that every page has.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs)
{
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

    /// <summary>Renders a page for this one reader.</summary>
    public async Task AnswerAsync<TPage>(
        HttpContext http, Texts texts, Dictionary<string, object?> parameters, string policy = ContentSecurityPolicy.Site) where TPage : IComponent
    {
        var html = await RenderAsync<TPage>(parameters);
        SetHead(http.Response, texts, policy);
        http.Response.ContentType = Html;
        http.Response.ContentLength = html.Length;
        await http.Response.BodyWriter.WriteAsync(html);
    }

    /// <summary>A page that says what happened, with the status and headers of the problem.</summary>
    public Task RefuseAsync(HttpContext http, Problem problem)
    {
        Answers.SetHead(http.Response, problem);
        var texts = PageLanguage.Of(http.Request);
        return AnswerAsync<NoticePage>(http, texts, new()
        {
            [nameof(NoticePage.Texts)] = texts,
            [nameof(NoticePage.Status)] = problem.Status,
        });
    }

    /// <summary>
    /// What a page may load is the policy's business. The referrer stays on this site; it is not suppressed, because browsers then send
    /// "Origin: null" with the form.
    /// </summary>
    public static void SetHead(HttpResponse response, Texts texts, string policy = ContentSecurityPolicy.Site)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        if (headers["Referrer-Policy"].Count == 0) headers["Referrer-Policy"] = "same-origin";
        headers.ContentLanguage = texts.Lang;
        headers.Vary = "Accept-Language";
    }
}
