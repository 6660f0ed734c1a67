using Petitions.Frontend.Http;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Pages.Petitions;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>
/// <c>/p/{slug}/confirm/{token}</c>: reading shows what would be confirmed and changes nothing, because mail programs and scanners open
/// links by themselves; the button confirms. It leads back to the same address, which then says how the signature stands.
/// </summary>
internal sealed class ConfirmEndpoints(SignerLinkAuthentication door, SignerActions rights, SignerPageRenderer pages, PetitionViews views, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<ConfirmEndpoints>();
        routes.MapMethods("/p/{slug}/confirm/{token}", ConditionalGet.Methods, (RequestDelegate)endpoints.ShowAsync);
        routes.MapPost("/p/{slug}/confirm/{token}", (RequestDelegate)endpoints.ConfirmAsync);
    }

    private async Task ShowAsync(HttpContext http)
    {
        if (await door.EnterAsync(http, SignerLinkUse.Confirm) is not { } visit) return;
        var shown = await rights.ShowAsync(visit.Petition, visit.Link.SignerKey);
        if (shown.Failure is not null)
        {
            await pages.TryAgainAsync(http, visit.Petition, SignerPageLinks.Confirm(visit.Petition.Slug, visit.Token, visit.Texts));
            return;
        }
        if (shown.Answer is not { } stored) await pages.WrongLinkAsync(http);
        else if (OutcomeOf(stored, visit.Link.Operation) is { } outcome) await AnswerAsync(http, visit, new(outcome));
        else await pages.AnswerAsync<ConfirmPage>(http, visit.Texts, Parameters(visit, stored));
    }

    private async Task ConfirmAsync(HttpContext http)
    {
        if (await pages.ReadFormAsync(http) is null || await door.EnterAsync(http, SignerLinkUse.Confirm) is not { } visit) return;
        var change = await rights.ChangeAsync(visit.Link.SignerKey, signer => signer.Confirm(visit.Petition.Id, visit.Link.Operation));
        if (change.Outcome == SignerChangeOutcome.Done)
            SignerPageRenderer.LeadTo(http, SignerPageLinks.Confirm(visit.Petition.Slug, visit.Token, visit.Texts));
        else await AnswerAsync(http, visit, change);
    }

    // Null when the button is still to be pressed. The grain says the same when it is.
    private static SignerChangeOutcome? OutcomeOf(StoredSignature stored, Guid operation) => stored.State switch
    {
        SignatureState.Counted => SignerChangeOutcome.Done,
        SignatureState.Pending when stored.Operation == operation => null,
        SignatureState.Pending => SignerChangeOutcome.Replaced,
        SignatureState.Expired => SignerChangeOutcome.Expired,
        SignatureState.Withdrawn => SignerChangeOutcome.Withdrawn,
        _ => SignerChangeOutcome.Invalidated,
    };

    private async Task AnswerAsync(HttpContext http, AuthenticatedLink visit, SignerChange change)
    {
        var petition = visit.Petition;
        if (Answers.ProblemOf(change) is { } problem)
        {
            if (problem == Problem.WrongLink) await pages.WrongLinkAsync(http);
            else
            {
                var mine = change.Outcome == SignerChangeOutcome.Withdrawn && await rights.SignerPageAsync(petition, visit.Token) is { } page
                    ? SignerPageLinks.Mine(petition.Slug, page, visit.Texts) : null;
                var again = change.Outcome == SignerChangeOutcome.TryAgain ? SignerPageLinks.Confirm(petition.Slug, visit.Token, visit.Texts) : mine;
                await pages.NoticeAsync(http, problem, change.Outcome.ToString(), petition, again);
            }
            return;
        }
        await pages.AnswerAsync<ConfirmedPage>(http, visit.Texts, new()
        {
            [nameof(ConfirmedPage.View)] = await views.OfAsync(http.Request, petition, visit.Texts, SignForm.Empty),
            [nameof(ConfirmedPage.Token)] = visit.Token,
            [nameof(ConfirmedPage.SignerPageToken)] = await rights.SignerPageAsync(petition, visit.Token),
        });
    }

    private Dictionary<string, object?> Parameters(AuthenticatedLink visit, StoredSignature stored) => new()
    {
        [nameof(ConfirmPage.Texts)] = visit.Texts,
        [nameof(ConfirmPage.Petition)] = visit.Petition,
        [nameof(ConfirmPage.Token)] = visit.Token,
        [nameof(ConfirmPage.Person)] = stored.Person,
        [nameof(ConfirmPage.IsOpen)] = visit.Petition.PhaseAt(time.GetUtcNow()) == PetitionPhase.Open,
    };
}
