using Microsoft.AspNetCore.Components;
using Microsoft.Net.Http.Headers;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// Renders the pages of one signer. Their addresses are keys to personal data: no cache stores such a page, no search engine lists it, and
/// its address is never sent as a referrer, not even within this site.
/// </summary>
internal sealed class SignerPageRenderer(PageRenderer pages)
{
    /// <summary>The page, with the status and headers of a problem, if there is one.</summary>
    public Task AnswerAsync<TPage>(HttpContext http, Texts texts, Dictionary<string, object?> parameters, Problem? problem = null)
        where TPage : IComponent
    {
        SetHead(http.Response);
        if (problem is not null) Answers.SetHead(http.Response, problem);
        if (problem == Problem.TooManyLinks) http.Response.Headers.RetryAfter = $"{LinkRequestLimit.Window.TotalSeconds}";
        return pages.AnswerAsync<TPage>(http, texts, parameters);
    }

    /// <summary>A page with the texts <c>Mine_name_Title</c> and <c>Mine_name_Text</c>.</summary>
    public Task NoticeAsync(HttpContext http, Problem problem, string name, Petition? petition = null, string? again = null)
    {
        var texts = petition is null ? PageLanguage.Of(http.Request) : PageLanguage.Of(http.Request, petition);
        return AnswerAsync<SignerNotice>(http, texts, new()
        {
            [nameof(SignerNotice.Texts)] = texts,
            [nameof(SignerNotice.Name)] = name,
            [nameof(SignerNotice.Petition)] = petition,
            [nameof(SignerNotice.Again)] = again,
        }, problem);
    }

    /// <summary>The one answer for every invalid link.</summary>
    public Task WrongLinkAsync(HttpContext http) => NoticeAsync(http, Problem.WrongLink, "WrongLink");

    /// <summary>The cluster did not answer in time.</summary>
    public Task TryAgainAsync(HttpContext http, Petition? petition, string again) =>
        NoticeAsync(http, Problem.Unavailable, "TryAgain", petition, again);

    /// <summary>Redirects after an action, so that a reload does not repeat it.</summary>
    public static void Redirect(HttpContext http, string address)
    {
        SetHead(http.Response);
        http.Response.Headers.Location = address;
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
    }

    /// <summary>The form that was posted; null when it is malformed or comes from another site, and the call is answered.</summary>
    public async Task<PostedForm?> ReadFormAsync(HttpContext http)
    {
        if (!await AllowsAsync(http)) return null;
        if (!IsForm(http.Request))
        {
            await NoticeAsync(http, Problem.NotForm, "Unreadable");
            return null;
        }
        if (await BoundedBody.ReadAsync(http.Request, PostedForm.BytesMax) is not { } body)
        {
            await NoticeAsync(http, Problem.TooLarge, "Unreadable");
            return null;
        }
        var form = PostedForm.Read(body);
        http.Request.BodyReader.AdvanceTo(body.End);
        if (form is null) await NoticeAsync(http, Problem.Malformed, "Unreadable");
        return form;
    }

    /// <summary>False when a form comes from another site, and the call is answered.</summary>
    public async ValueTask<bool> AllowsAsync(HttpContext http)
    {
        SetHead(http.Response);
        if (SameOrigin.Allows(http.Request, orNull: true)) return true;
        await NoticeAsync(http, Problem.OtherSite, "OtherSite");
        return false;
    }

    /// <summary>The headers of every answer about one signer.</summary>
    public static void SetHead(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
    }

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
