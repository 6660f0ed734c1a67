using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Pages.Form;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>Gathers what is stored about a signer: the row from the grain, and the texts of the consents.</summary>
internal sealed class SignerViews(SignerActions actions, IOptions<ConfirmationOptions> confirmation, TimeProvider time)
{
    /// <summary>The view; null when nothing is stored.</summary>
    public async Task<CallResult<SignerView?>> OfAsync(AuthenticatedLink link)
    {
        var shown = await actions.ShowAsync(link.Petition, link.Link.SignerKey);
        if (shown.Failure is not null || shown.Answer is not { } stored) return new(null, shown.Failure);

        var form = stored.Person is not { } person ? SignForm.Empty : new SignForm
        {
            GivenName = person.GivenName,
            FamilyName = person.FamilyName,
            Email = person.Email,
            Place = person.Place ?? "",
            Country = person.Country ?? "",
        };
        var now = time.GetUtcNow();
        var view = new SignerView(
            link.Texts, link.Petition, link.Token, stored, await ConsentsOf(link.Petition, stored), link.Petition.PhaseAt(now), form)
        {
            Earlier = [.. await Task.WhenAll(stored.Earlier.Select(attempt => ShownAsync(link.Petition, attempt)))],
            KeptUntil = KeptUntil(link.Petition, stored, now),
        };
        if (!view.MayBeWithAddressee || link.Petition.HandedOverAt is null) return new(view, null);
        return new(view with { Parcel = await actions.ParcelOfAsync(link.Petition, link.Link.SignerKey) }, null);
    }

    // An unconfirmed signature expires, whether the petition is closed by then or not.
    private DateTimeOffset? KeptUntil(Petition petition, StoredSignature stored, DateTimeOffset now) =>
        stored.State == SignatureState.Pending ? stored.SignedAt + confirmation.Value.PendingFor : petition.RetentionAt(now)?.EndsAt;

    private Task<ImmutableArray<ShownConsent>> ConsentsOf(Petition petition, StoredSignature stored) =>
        ConsentsOf(petition, stored.Consent, stored.DocumentVersion, stored.NewsletterWithdrawnAt);

    private async Task<ShownAttempt> ShownAsync(Petition petition, StoredAttempt attempt) =>
        new(attempt, await ConsentsOf(petition, attempt.Consent, attempt.DocumentVersion, newsletterWithdrawnAt: null));

    private async Task<ImmutableArray<ShownConsent>> ConsentsOf(
        Petition petition, ConsentRecord? given, int version, DateTimeOffset? newsletterWithdrawnAt)
    {
        if (given is not { } record) return [];
        if (petition.ImportConsents.FirstOrDefault(one => one.Record.Number == record.Number) is { Statement: var imported })
        {
            return [new(record.Given[0], record.Lang, imported.Evidence, Risks: null, WithdrawnAt: null) { Platform = imported.Platform }];
        }
        // The current texts are in the catalogue, older ones in the database.
        var text = petition.Texts.FirstOrDefault(text => text.Hash == record.TextHash)
            ?? await actions.TextOfAsync(petition, version, record.Lang);
        return
        [
            .. record.Given.Select(consent => new ShownConsent(
                consent, record.Lang, consent.Id == Consent.Newsletter ? text?.NewsletterText : text?.ConsentText,
                consent.Id == Consent.Transfer ? text?.Risks : null,
                consent.Id == Consent.Newsletter ? newsletterWithdrawnAt : null)),
        ];
    }
}
