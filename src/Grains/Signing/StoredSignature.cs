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

    /// <summary>The newest attempt, as the row stores it: a confirmation must name it.</summary>
    [Id(2)] public required Guid Operation { get; init; }

    /// <summary>When it was signed: exactly while the personal data is there, else to the minute.</summary>
    [Id(3)] public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The version of the document that was signed.</summary>
    [Id(4)] public required int DocumentVersion { get; init; }

    /// <summary>What was consented to.</summary>
    [Id(5)] public ConsentRecord? Consent { get; init; }

    /// <summary>It belongs to a parcel that was closed for hand-over: the addressee may have the name.</summary>
    [Id(6)] public required bool IsHandedOver { get; init; }

    /// <summary>When the personal data was erased; null when it is there.</summary>
    [Id(7)] public DateTimeOffset? AnonymisedAt { get; init; }
}

/// <summary>The personal data of a signature.</summary>
[GenerateSerializer, Immutable, Alias("petitions.stored-person")]
public sealed record StoredPerson(
    [property: Id(0)] string GivenName,
    [property: Id(1)] string FamilyName,
    [property: Id(2)] string Email,
    [property: Id(3)] string? Place,
    [property: Id(4)] string? Country,
    [property: Id(5)] string? Locale);

/// <summary>A signature by somebody who withdrew an earlier one.</summary>
/// <param name="Signature">What is signed now.</param>
/// <param name="Replaces">
/// <see cref="StoredSignature.Operation"/> of the withdrawn one. When that was replaced already, by this request or another, nothing is
/// signed: a late retry must not revive what was withdrawn since.
/// </param>
[GenerateSerializer, Immutable, Alias("petitions.second-signature")]
public sealed record ReplacementSignature([property: Id(0)] Signature Signature, [property: Id(1)] Guid Replaces);

/// <summary>The outcome of a change that a signer asked for.</summary>
[GenerateSerializer, Immutable, Alias("petitions.signer-change")]
public readonly record struct SignerChange(
    [property: Id(0)] SignerChangeOutcome Outcome, [property: Id(1)] SignOutcome Refusal = SignOutcome.Accepted);

/// <summary>Outcomes of <see cref="SignerChange"/>.</summary>
public enum SignerChangeOutcome
{
    /// <summary>It is done, by this call or an earlier one.</summary>
    Done,

    /// <summary>There is no such petition.</summary>
    UnknownPetition,

    /// <summary>Nothing is stored about this person.</summary>
    NothingStored,

    /// <summary>Another attempt came later: its mail is the one that confirms.</summary>
    Replaced,

    /// <summary>The signature waited too long for its confirmation.</summary>
    Expired,

    /// <summary>The petition was closed, and the time for confirmations is over.</summary>
    TooLate,

    /// <summary>The signature was withdrawn.</summary>
    Withdrawn,

    /// <summary>The signature was invalidated by an admin.</summary>
    Invalidated,

    /// <summary>The name is or may be with the addressee already.</summary>
    HandedOver,

    /// <summary>It cannot be signed like this: <see cref="SignerChange.Refusal"/> says why.</summary>
    Refused,

    /// <summary>Too busy, or the database was not reached in time: the same call again is safe.</summary>
    TryAgain,
}
