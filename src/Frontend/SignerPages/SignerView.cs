using System.Collections.Immutable;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>The content of the signer's page, and the possible actions.</summary>
/// <param name="Texts">The language of the page.</param>
/// <param name="Petition">The terms.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="Stored">What is stored.</param>
/// <param name="Consents">The consents, with the texts that were shown.</param>
/// <param name="Phase">Scheduled, open or closed.</param>
/// <param name="Form">The form to sign again or to correct the name.</param>
public sealed record SignerView(
    Texts Texts, Petition Petition, string Token, StoredSignature Stored, ImmutableArray<ShownConsent> Consents, PetitionPhase Phase,
    SignForm Form)
{
    /// <summary>The action before this page, by the end of a text's name; null when there was none.</summary>
    public string? Done { get; init; }

    /// <summary>Name of the text that says why an action failed; null when none did.</summary>
    public string? Refusal { get; init; }

    /// <summary>Attempts that an earlier mail can still confirm.</summary>
    public ImmutableArray<ShownAttempt> Earlier { get; init; } = [];

    /// <summary>The newest parcel that the name is in; null when it is in none, or it could not be found.</summary>
    public Parcel? Parcel { get; init; }

    /// <summary>The personal data was erased.</summary>
    public bool IsErased => Stored.Person is null;

    /// <summary>The signature counts, or waits for its confirmation.</summary>
    public bool CanWithdraw => Stored.State is SignatureState.Counted or SignatureState.Pending;

    /// <summary>The name can be corrected.</summary>
    public bool CanCorrect => Stored is { State: SignatureState.Counted, IsHandedOver: false, Person: not null };

    /// <summary>The consent to the newsletter holds, and can be withdrawn alone.</summary>
    public bool CanWithdrawNewsletter => Stored is
    {
        State: SignatureState.Counted, Consent.IncludesNewsletter: true, NewsletterWithdrawnAt: null, Person: not null,
    };

    /// <summary>It waits for its confirmation; signing again replaces it.</summary>
    public bool CanReplace => Stored.State == SignatureState.Pending && Phase == PetitionPhase.Open;

    /// <summary>
    /// There is personal data to erase. The data of a signature that an admin invalidated is evidence, and only an admin removes it.
    /// </summary>
    public bool CanErase => !IsErased && Stored.State != SignatureState.Invalidated;

    /// <summary>It was withdrawn, and the petition is open.</summary>
    public bool CanSignAgain => Stored.State == SignatureState.Withdrawn && Phase == PetitionPhase.Open;

    /// <summary>The addressee may have the name. A signature that never counted was never handed over.</summary>
    public bool MayBeWithAddressee => Stored is { IsHandedOver: true, State: not (SignatureState.Pending or SignatureState.Expired) };

    /// <summary>Name of the text that says so.</summary>
    public string HandedOverText => Stored.State == SignatureState.Counted ? "Mine_HandedOver" : "Mine_HandedOverPerhaps";

    /// <summary>When the data is deleted; null until the petition is closed, because the retention period begins then.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>The state of the signature, by the end of a text's name.</summary>
    public string Standing => IsErased && Stored.State == SignatureState.Withdrawn ? "Erased" : Stored.State.ToString();
}

/// <summary>A consent that was given.</summary>
/// <param name="Consent">The record.</param>
/// <param name="Lang">Language of the text that was shown.</param>
/// <param name="Text">The text; null when it cannot be read now.</param>
/// <param name="Risks">The text about the risks of a transfer; null when there is none.</param>
/// <param name="WithdrawnAt">When this consent was withdrawn alone; null while it holds.</param>
public sealed record ShownConsent(Consent Consent, string Lang, string? Text, string? Risks, DateTimeOffset? WithdrawnAt = null)
{
    /// <summary>The platform on which it was given, when the signature is imported; else null.</summary>
    public string? Platform { get; init; }
}

/// <summary>An attempt that an earlier mail can still confirm, with the consents as they were shown.</summary>
public sealed record ShownAttempt(StoredAttempt Attempt, ImmutableArray<ShownConsent> Consents);
