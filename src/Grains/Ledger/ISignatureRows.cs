using System.Collections.Immutable;

namespace Petitions.Grains.Ledger;

/// <summary>
/// Reads single signature rows for the person concerned. Rarely called; signing does not read rows.
/// </summary>
public interface ISignatureRows
{
    /// <summary>The current row of a person in a petition; null when there is none.</summary>
    Task<SignatureRow?> FindAsync(int petition, Guid rowKey, CancellationToken cancel);

    /// <summary>
    /// The attempts of a person that were mailed and replaced by a newer one, and that can still be confirmed; the oldest first.
    /// </summary>
    Task<ImmutableArray<EarlierAttempt>> FindEarlierAsync(int petition, Guid rowKey, CancellationToken cancel);

    /// <summary>States of signatures, in the order of <paramref name="rowKeys"/>; null for each person who has none.</summary>
    Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys, CancellationToken cancel);

    /// <summary>
    /// Queues the mail with the link to the signer page if the person has a row with an e-mail address. Neither result nor duration reveals
    /// whether there is one.
    /// </summary>
    Task QueueLinkAsync(int petition, Guid rowKey, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Ends all mails about a petition to a person, or allows them again. Needs no signature. Idempotent.</summary>
    Task SetMailStoppedAsync(int petition, Guid rowKey, bool isStopped, CancellationToken cancel);
}

/// <summary>An attempt to sign that a mail asked to confirm before a newer attempt came.</summary>
/// <param name="Operation">Identifies the attempt.</param>
/// <param name="SignedAt">Time of the attempt, truncated to the minute.</param>
/// <param name="DocumentVersion">The version of the document that was shown.</param>
/// <param name="ConsentRecord">Number of the consent record.</param>
/// <param name="Ciphertext">The personal data, encrypted.</param>
public sealed record EarlierAttempt(
    Guid Operation, DateTimeOffset SignedAt, int DocumentVersion, int ConsentRecord, byte[] Ciphertext);

/// <summary>One row of the table <c>signature</c>.</summary>
public sealed record SignatureRow
{
    /// <summary>State of the signature.</summary>
    public required SignatureState State { get; init; }

    /// <summary>Identifies the attempt that is stored.</summary>
    public required Guid Operation { get; init; }

    /// <summary>Time of signing, truncated to the minute.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The version of the document that was signed.</summary>
    public required int DocumentVersion { get; init; }

    /// <summary>Number of the consent record.</summary>
    public required int ConsentRecord { get; init; }

    /// <summary>The hand-over batch that the row belongs to.</summary>
    public required int Epoch { get; init; }

    /// <summary>The current hand-over batch: a row of an older one was handed over.</summary>
    public required int EpochUnderWay { get; init; }

    /// <summary>When the personal data was erased; null while it is stored.</summary>
    public DateTimeOffset? AnonymisedAt { get; init; }

    /// <summary>When the consent to the newsletter was withdrawn alone; null while it was not.</summary>
    public DateTimeOffset? NewsletterWithdrawnAt { get; init; }

    /// <summary>The person ended all mails about the petition.</summary>
    public bool AreMailsStopped { get; init; }

    /// <summary>The personal data, encrypted; null when it was erased.</summary>
    public byte[]? Ciphertext { get; init; }
}
