using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// <c>/p/{slug}/confirm/{token}</c>: GET shows what would be confirmed and changes nothing, because mail programs and scanners open links
/// by themselves; the button's POST confirms. It redirects to the same address, which then shows the state of the signature.
/// </summary>
internal sealed class ConfirmEndpoints(
    SignerLinkAuthentication links, SignerActions actions, SignerPageRenderer pages, PetitionViews views, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<ConfirmEndpoints>();
        routes.MapMethods("/p/{slug}/confirm/{token}", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapPost("/p/{slug}/confirm/{token}", (RequestDelegate)endpoints.ConfirmAsync);
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await links.AuthenticateAsync(http, SignerLinkUse.Confirm) is not { } link) return;
        var shown = await actions.ShowAsync(link.Petition, link.Link.SignerKey);
        if (shown.Failure is not null)
        {
            await pages.TryAgainAsync(http, link.Petition, SignerPageLinks.Confirm(link.Petition.Slug, link.Token, link.Texts));
            return;
        }
        if (shown.Answer is not { } stored) await pages.WrongLinkAsync(http);
        else if (OutcomeOf(stored, link.Link.Operation) is { } outcome) await AnswerAsync(http, link, new(outcome));
        else await pages.AnswerAsync<ConfirmPage>(http, link.Texts, Parameters(link, stored));
    }

    private async Task ConfirmAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is null || await links.AuthenticateAsync(http, SignerLinkUse.Confirm) is not { } link) return;
        var change = await actions.ChangeAsync(link.Link.SignerKey, signer => signer.Confirm(link.Petition.Id, link.Link.Operation));
        if (change.Outcome == SignerChangeOutcome.Done)
            SignerPageRenderer.Redirect(http, SignerPageLinks.Confirm(link.Petition.Slug, link.Token, link.Texts));
        else await AnswerAsync(http, link, change);
    }

    // Null when the signature can be confirmed. The grain decides the same way when the button is pressed.
    private static SignerChangeOutcome? OutcomeOf(StoredSignature stored, Guid operation) => stored.State switch
    {
        SignatureState.Counted => SignerChangeOutcome.Done,
        SignatureState.Pending when stored.ConfirmableAs(operation) is not null => null,
        SignatureState.Pending => SignerChangeOutcome.Replaced,
        SignatureState.Expired => SignerChangeOutcome.Expired,
        SignatureState.Withdrawn => SignerChangeOutcome.Withdrawn,
        _ => SignerChangeOutcome.Invalidated,
    };

    private async Task AnswerAsync(HttpContext http, AuthenticatedLink link, SignerChange change)
    {
        var petition = link.Petition;
        if (SignerChangeProblems.ProblemOf(change) is { } problem)
        {
            if (problem == Problem.WrongLink) await pages.WrongLinkAsync(http);
            else
            {
                await pages.NoticeAsync(http, problem, change.Outcome.ToString(), petition, await NextAsync(link, change.Outcome));
            }
            return;
        }
        await pages.AnswerAsync<ConfirmedPage>(http, link.Texts, new()
        {
            [nameof(ConfirmedPage.View)] = await views.OfAsync(http.Request, petition, link.Texts),
            [nameof(ConfirmedPage.Token)] = link.Token,
            [nameof(ConfirmedPage.SignerPageToken)] = await actions.SignerPageAsync(petition, link.Token),
        });
    }

    // Where the notice leads: a withdrawn signature to the signer's page, a failed call to the same address.
    private async ValueTask<string?> NextAsync(AuthenticatedLink link, SignerChangeOutcome outcome)
    {
        var slug = link.Petition.Slug;
        if (outcome == SignerChangeOutcome.TryAgain) return SignerPageLinks.Confirm(slug, link.Token, link.Texts);
        if (outcome != SignerChangeOutcome.Withdrawn) return null;
        return await actions.SignerPageAsync(link.Petition, link.Token) is { } page ? SignerPageLinks.Mine(slug, page, link.Texts) : null;
    }

    private Dictionary<string, object?> Parameters(AuthenticatedLink link, StoredSignature stored) => new()
    {
        [nameof(ConfirmPage.Texts)] = link.Texts,
        [nameof(ConfirmPage.Petition)] = link.Petition,
        [nameof(ConfirmPage.Token)] = link.Token,
        [nameof(ConfirmPage.Person)] = stored.ConfirmableAs(link.Link.Operation),
        [nameof(ConfirmPage.IsOpen)] = link.Petition.PhaseAt(time.GetUtcNow()) == PetitionPhase.Open,
    };
}
