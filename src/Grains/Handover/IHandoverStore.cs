using System.Collections.Immutable;

namespace Petitions.Grains.Handover;

/// <summary>The hand-overs of petitions, and the rows that they select from.</summary>
public interface IHandoverStore
{
    /// <summary>
    /// Cuts off: raises the epoch of all shards and stores the hand-over, in one transaction. Returns the one that is under way, unchanged,
    /// when there is one.
    /// </summary>
    /// <param name="petition">The petition.</param>
    /// <param name="now">The moment of the cut-off.</param>
    /// <param name="request">Who asks, and for what.</param>
    /// <param name="cancel">Ends the attempt.</param>
    Task<Parcel> BeginAsync(int petition, DateTimeOffset now, HandoverRequest request, CancellationToken cancel);

    /// <summary>All hand-overs of a petition, the oldest first.</summary>
    Task<ImmutableArray<Parcel>> ListAsync(int petition, CancellationToken cancel);

    /// <summary>Numbers of the petitions with a hand-over under way.</summary>
    Task<ImmutableArray<int>> UnderWayAsync(CancellationToken cancel);

    /// <summary>Stores that a hand-over is complete or refused. Changes nothing when it is stored already.</summary>
    Task EndAsync(int petition, Parcel ended, CancellationToken cancel);

    /// <summary>
    /// True when a counted signature is newer than the cut-off, or an older one was withdrawn since, which recipients are to be told.
    /// </summary>
    Task<bool> HasNewAsync(int petition, int afterEpoch, CancellationToken cancel);

    /// <summary>At most <paramref name="max"/> rows after <paramref name="after"/>, in the order of row keys, which is random.</summary>
    Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel);

    /// <summary>What every published version said, by its number.</summary>
    Task<IReadOnlyDictionary<int, PublishedVersion>> ReadVersionsAsync(int petition, CancellationToken cancel);
}
