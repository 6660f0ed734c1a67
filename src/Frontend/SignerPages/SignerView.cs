using System.Collections.Immutable;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Form;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.SignerPages;

/// <summary>Everything that the signer's page shows, and what can be done on it.</summary>
/// <param name="Texts">The language of the page.</param>
/// <param name="Petition">The terms.</param>
/// <param name="Token">The token of the link.</param>
/// <param name="Stored">What is stored.</param>
/// <param name="Consents">What was consented to, with the texts that were read.</param>
/// <param name="Phase">Where the petition is in its life.</param>
/// <param name="Form">What was filled in and what is wrong with it.</param>
public sealed record SignerView(
    Texts Texts, Petition Petition, string Token, StoredSignature Stored, ImmutableArray<ShownConsent> Consents, PetitionPhase Phase, SignForm Form)
{
    /// <summary>What was just done, by the last word of a text's name; null when the page was only opened.</summary>
    public string? Done { get; init; }

    /// <summary>Name of the text that says why something was not done; null when nothing was tried.</summary>
    public string? Refusal { get; init; }

    /// <summary>The personal data was emptied.</summary>
    public bool IsErased => Stored.Person is null;

    /// <summary>The signature is in the count, or waits to be.</summary>
    public bool CanWithdraw => Stored.State is SignatureState.Counted or SignatureState.Pending;

    /// <summary>The name can be corrected.</summary>
    public bool CanCorrect => Stored is { State: SignatureState.Counted, IsHandedOver: false, Person: not null };

    /// <summary>It waits for its confirmation, and signing once more replaces it.</summary>
    public bool CanReplace => Stored.State == SignatureState.Pending && Phase == PetitionPhase.Open;

    /// <summary>There is personal data that can be removed; what staff took out is theirs to keep as evidence, or to remove.</summary>
    public bool CanErase => !IsErased && Stored.State != SignatureState.Invalidated;

    /// <summary>It was withdrawn, and the petition takes signatures.</summary>
    public bool CanSignAgain => Stored.State == SignatureState.Withdrawn && Phase == PetitionPhase.Open;

    /// <summary>The addressee may have the name. A signature that never counted was in no parcel.</summary>
    public bool MayBeWithAddressee => Stored is { IsHandedOver: true, State: not (SignatureState.Pending or SignatureState.Expired) };

    /// <summary>When the data is deleted, as far as it is known now; null while the petition is not closed, because the days begin then.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>How the signature stands, by the last word of a text's name.</summary>
    public string Standing => IsErased && Stored.State == SignatureState.Withdrawn ? "Erased" : Stored.State.ToString();
}

/// <summary>A consent as it was given.</summary>
/// <param name="Consent">What is recorded of it.</param>
/// <param name="Lang">Language of the text that was read.</param>
/// <param name="Text">The text; null when it cannot be found at this moment.</param>
/// <param name="Risks">What was said about the risks of a transfer; null when there is none.</param>
public sealed record ShownConsent(Consent Consent, string Lang, string? Text, string? Risks);
