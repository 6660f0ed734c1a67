using System.Collections.Immutable;

namespace Petitions.Grains.Ledger;

/// <summary>
/// Rows read one by one, for the person they are about or for an admin. Rare: signing reads no row.
/// </summary>
public interface ISignatureRows
{
    /// <summary>The row of a person in a petition as it is now; null when there is none.</summary>
    Task<SignatureRow?> FindAsync(int petition, Guid rowKey, CancellationToken cancel);

    /// <summary>States of signatures, in the order of <paramref name="rowKeys"/>; null for each person who has none.</summary>
    Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys, CancellationToken cancel);

    /// <summary>
    /// Queues the mail with the link to the signer's page if the person has a row with an address in it. It takes equally long when
    /// there is none, and the caller does not learn which.
    /// </summary>
    Task QueueLinkAsync(int petition, Guid rowKey, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>One row of the signatures.</summary>
public sealed record SignatureRow
{
    /// <summary>What became of it.</summary>
    public required SignatureState State { get; init; }

    /// <summary>Recognises the attempt that made it.</summary>
    public required Guid Operation { get; init; }

    /// <summary>When it was signed, cut to the minute.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The version of the document that was signed.</summary>
    public required int DocumentVersion { get; init; }

    /// <summary>Number of the consent record.</summary>
    public required int ConsentRecord { get; init; }

    /// <summary>The hand-over parcel that it belongs to.</summary>
    public required int Epoch { get; init; }

    /// <summary>The parcel under way: a row of an older one was handed over.</summary>
    public required int EpochUnderWay { get; init; }

    /// <summary>When its data was erased; null when it is there.</summary>
    public DateTimeOffset? AnonymisedAt { get; init; }

    /// <summary>The personal data, encrypted; null when it was erased.</summary>
    public byte[]? Ciphertext { get; init; }
}
