using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Grains.Keys;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// <c>/p/{slug}/stop-mail/{token}</c>: GET shows a button and changes nothing, because mail programs and scanners open links by themselves;
/// POST ends all mails about the petition to one person, or allows them again. Mail programs post by themselves when their user presses
/// "unsubscribe" (RFC 8058): without cookies or origin, as form or multipart, and without following redirects, so the answer is the page.
/// </summary>
internal sealed class StopMailEndpoints(SignerLinkAuthentication links, SignerActions actions, SignerPageRenderer pages)
{
    /// <summary>The field of the buttons. <see cref="Allow"/> allows mails again; everything else ends them.</summary>
    public const string Field = "mails", Allow = "allow";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<StopMailEndpoints>();
        routes.MapMethods("/p/{slug}/stop-mail/{token}", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapPost("/p/{slug}/stop-mail/{token}", (RequestDelegate)endpoints.SetAsync);
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await links.AuthenticateAsync(http, SignerLinkUse.StopMail) is { } link) await AnswerAsync(http, link, isStopped: null);
    }

    private async Task SetAsync(HttpContext http)
    {
        PostedForm? posted = null;
        if (IsMultipart(http.Request))
        {
            // Only "unsubscribe" of mail programs comes like this. Its one field says nothing that the address does not say.
            if (!await pages.AllowsAsync(http)) return;
            if (await BoundedBody.ReadAsync(http.Request, PostedForm.BytesMax) is not { } body)
            {
                await pages.NoticeAsync(http, Problem.TooLarge, "Unreadable");
                return;
            }
            http.Request.BodyReader.AdvanceTo(body.End);
        }
        else if ((posted = await pages.ReadFormAsync(http)) is null) return;

        if (await links.AuthenticateAsync(http, SignerLinkUse.StopMail) is not { } link) return;
        var isStopped = posted?.Field(Field) != Allow;
        var change = await actions.ChangeAsync(link.Link.SignerKey, signer => signer.SetMailStopped(link.Petition.Id, isStopped));
        if (SignerChangeProblems.ProblemOf(change) is not { } problem) await AnswerAsync(http, link, isStopped);
        else if (problem == Problem.WrongLink) await pages.WrongLinkAsync(http);
        else await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.StopMail(link.Petition.Slug, link.Token, link.Texts));
    }

    private Task AnswerAsync(HttpContext http, AuthenticatedLink link, bool? isStopped) =>
        pages.AnswerAsync<StopMailPage>(http, link.Texts, new()
        {
            [nameof(StopMailPage.Texts)] = link.Texts,
            [nameof(StopMailPage.Petition)] = link.Petition,
            [nameof(StopMailPage.Token)] = link.Token,
            [nameof(StopMailPage.IsStopped)] = isStopped,
        });

    private static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) ?? false;
}
