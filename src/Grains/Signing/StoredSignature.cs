using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Signing;

/// <summary>Everything that is stored about one person in one petition, decrypted for that person.</summary>
[GenerateSerializer, Immutable, Alias("petitions.stored-signature")]
public sealed record StoredSignature
{
    /// <summary>The state of the signature.</summary>
    [Id(0)] public required SignatureState State { get; init; }

    /// <summary>The personal data; null when it was erased.</summary>
    [Id(1)] public StoredPerson? Person { get; init; }

    /// <summary>The current attempt, as stored in the row; a confirmation names it or one of <see cref="Earlier"/>.</summary>
    [Id(2)] public required Guid Operation { get; init; }

    /// <summary>Time of signing: exact while the personal data is stored, to the minute afterwards.</summary>
    [Id(3)] public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The version of the document that was signed.</summary>
    [Id(4)] public required int DocumentVersion { get; init; }

    /// <summary>The consent record.</summary>
    [Id(5)] public ConsentRecord? Consent { get; init; }

    /// <summary>The signature is in a batch that was closed for hand-over, so the addressee may have the name.</summary>
    [Id(6)] public required bool IsHandedOver { get; init; }

    /// <summary>When the personal data was erased; null while it is stored.</summary>
    [Id(7)] public DateTimeOffset? AnonymisedAt { get; init; }

    /// <summary>When the consent to the newsletter was withdrawn alone; null while it was not.</summary>
    [Id(8)] public DateTimeOffset? NewsletterWithdrawnAt { get; init; }

    /// <summary>
    /// Of a pending signature: attempts that were mailed before the current one came. The links in their mails still confirm them.
    /// </summary>
    [Id(9)] public ImmutableArray<StoredAttempt> Earlier { get; init; } = [];

    /// <summary>The person ended all mails about the petition.</summary>
    [Id(10)] public bool AreMailsStopped { get; init; }

    /// <summary>The name of the person's line in a hand-over; see <see cref="Keys.PetitionKeys.ReferenceOf"/>.</summary>
    [Id(11)] public string Reference { get; init; } = "";

    /// <summary>What a confirmation of this attempt would confirm; null when it cannot be confirmed.</summary>
    public StoredPerson? ConfirmableAs(Guid operation) =>
        State != SignatureState.Pending ? null
        : Operation == operation ? Person
        : Earlier.FirstOrDefault(attempt => attempt.Operation == operation)?.Person;
}

/// <summary>An attempt to sign that waits for its confirmation beside a newer one.</summary>
[GenerateSerializer, Immutable, Alias("petitions.stored-attempt")]
public sealed record StoredAttempt(
    [property: Id(0)] Guid Operation,
    [property: Id(1)] StoredPerson Person,
    [property: Id(2)] DateTimeOffset SignedAt,
    [property: Id(3)] int DocumentVersion,
    [property: Id(4)] ConsentRecord? Consent);

/// <summary>The personal data of a signature. Evidence is where one comes from that nobody sent through the page, else null.</summary>
[GenerateSerializer, Immutable, Alias("petitions.stored-person")]
public sealed record StoredPerson(
    [property: Id(0)] string GivenName,
    [property: Id(1)] string FamilyName,
    [property: Id(2)] string Email,
    [property: Id(3)] string? Place,
    [property: Id(4)] string? Country,
    [property: Id(5)] string? Locale,
    [property: Id(6)] string? Evidence = null);

/// <summary>A signature by a person who withdrew an earlier one.</summary>
/// <param name="Signature">The new signature.</param>
/// <param name="Replaces">
/// <see cref="StoredSignature.Operation"/> of the withdrawn signature. When the row holds another operation, nothing is changed, so a late
/// retry cannot undo a later withdrawal.
/// </param>
[GenerateSerializer, Immutable, Alias("petitions.second-signature")]
public sealed record ReplacementSignature([property: Id(0)] Signature Signature, [property: Id(1)] Guid Replaces);

/// <summary>The result of a change that a signer asked for.</summary>
[GenerateSerializer, Immutable, Alias("petitions.signer-change")]
public readonly record struct SignerChange(
    [property: Id(0)] SignerChangeOutcome Outcome, [property: Id(1)] SignOutcome Refusal = SignOutcome.Accepted);

/// <summary>Outcomes of <see cref="SignerChange"/>.</summary>
public enum SignerChangeOutcome
{
    /// <summary>The change is applied, by this call or an earlier one.</summary>
    Done,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>Nothing is stored about this person.</summary>
    NothingStored,

    /// <summary>A later attempt replaced this one; only the later mail can confirm.</summary>
    Replaced,

    /// <summary>The signature expired before it was confirmed.</summary>
    Expired,

    /// <summary>The petition is closed, and its grace period for confirmations is over.</summary>
    TooLate,

    /// <summary>The signature was withdrawn.</summary>
    Withdrawn,

    /// <summary>An admin invalidated the signature.</summary>
    Invalidated,

    /// <summary>The name was handed over, or may have been.</summary>
    HandedOver,

    /// <summary>The signature was refused; <see cref="SignerChange.Refusal"/> is the reason.</summary>
    Refused,

    /// <summary>Overloaded, or the database did not answer in time; a retry is safe.</summary>
    TryAgain,
}
