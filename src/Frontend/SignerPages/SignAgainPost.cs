using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// <c>POST /p/{slug}/mine/{token}/sign-again</c>: signs again after a withdrawal. Only here: the form on the petition's page could be
/// sent by anybody who knows the address. Validated like any signature, with the current consents, and only for this person.
/// </summary>
internal sealed class SignAgainPost(
    SignerLinkAuthentication links, SignerActions actions, SignerPagePosts posts, SignerPageRenderer pages, SignerIdentity identity)
{
    /// <summary>The field with the id of the withdrawn signature that this one replaces.</summary>
    public const string ReplacesField = "replaces";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
        "/p/{slug}/mine/{token}/sign-again", (RequestDelegate)routes.ServiceProvider.GetRequiredService<SignAgainPost>().SignAsync);

    private async Task SignAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is not { } posted) return;
        if (!posted.TryReadOperation(out var operation) || !Guid.TryParseExact(posted.Field(ReplacesField), "D", out var replaces))
        {
            await pages.NoticeAsync(http, Problem.Malformed, "Unreadable");
            return;
        }
        if (await links.AuthenticateAsync(http, SignerLinkUse.SignerPage) is not { } link) return;

        var shown = await actions.ShowAsync(link.Petition, link.Link.SignerKey);
        if (shown.Failure is not null)
        {
            await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts));
            return;
        }
        // The stored address is the one that the link was mailed to; only after erasure it is typed again.
        var request = posted.ToRequest(link.Texts);
        if (shown.Answer?.Person is { } person) request.Email = person.Email;
        await SignAsync(http, link, posted, request, operation, replaces);
    }

    private async Task SignAsync(
        HttpContext http, AuthenticatedLink link, PostedForm posted, SignRequest request, Guid operation, Guid replaces)
    {
        var signed = SignatureValidator.Check(request, link.Petition, operation, out var faults);
        if (signed is { } other && !identity.IsKeyOf(link.Link.SignerKey, other.Signer))
        {
            faults = [new("email", "OtherPerson")];
            if (SignatureValidator.ConsentFault(link.Petition.Facts, other.Signature.Consents) is { } consent) faults.Add(consent);
        }
        if (signed is not { } checkedSignature || faults is not null)
        {
            await ShowAgainAsync(http, link, posted, operation, Problem.InvalidFields, form => form with { Faults = faults! });
            return;
        }

        var change = await actions.ChangeAsync(
            link.Link.SignerKey, signer => signer.SignAfterWithdrawal(new ReplacementSignature(checkedSignature.Signature, replaces)));
        if (SignerChangeProblems.ProblemOf(change) is not { } problem)
        {
            SignerPageRenderer.Redirect(http, SignerPageLinks.Mine(link.Petition.Slug, link.Token, link.Texts) + "&done=signed");
            return;
        }
        await ShowAgainAsync(http, link, posted, operation, problem, form =>
            change.Outcome == SignerChangeOutcome.Refused && SigningAnswers.FaultOf(change.Refusal) is { } fault
                ? form with { Faults = [fault] }
                : form with { Refusal = $"Mine_Refused_{change.Outcome}" });
    }

    private Task ShowAgainAsync(
        HttpContext http, AuthenticatedLink link, PostedForm posted, Guid operation, Problem problem, Func<SignForm, SignForm> mark) =>
        posts.ShowAgainAsync(http, link, problem, view =>
        {
            var form = mark(posted.ToForm(view.Petition, operation));
            return view with { Form = form with { Refusal = null }, Refusal = form.Refusal, Phase = PhaseOf(view, problem) };
        });

    // The grain may have closed the petition before this process knows.
    private static PetitionPhase PhaseOf(SignerView view, Problem problem) =>
        problem == Problem.NotOpen ? PetitionPhase.Closed : view.Phase;
}
