using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Handover;

/// <summary>The hand-overs of petitions, and the rows that they select from.</summary>
public interface IHandoverStore
{
    /// <summary>
    /// Cuts off: raises the epoch of all shards and stores the hand-over, in one transaction. Returns the one that is under way, unchanged,
    /// when there is one.
    /// </summary>
    Task<Parcel> BeginAsync(int petition, DateTimeOffset now, string by, CancellationToken cancel);

    /// <summary>All hand-overs of a petition, the oldest first.</summary>
    Task<ImmutableArray<Parcel>> ListAsync(int petition, CancellationToken cancel);

    /// <summary>Numbers of the petitions with a hand-over under way.</summary>
    Task<ImmutableArray<int>> UnderWayAsync(CancellationToken cancel);

    /// <summary>Stores that a hand-over is complete or refused. Changes nothing when it is stored already.</summary>
    Task EndAsync(int petition, Parcel ended, CancellationToken cancel);

    /// <summary>True when a counted signature is newer than the cut-off.</summary>
    Task<bool> HasNewAsync(int petition, int afterEpoch, CancellationToken cancel);

    /// <summary>At most <paramref name="max"/> rows after <paramref name="after"/>, in the order of row keys, which is random.</summary>
    Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel);

    /// <summary>The facts of every published version, by its number.</summary>
    Task<IReadOnlyDictionary<int, PetitionFacts>> ReadFactsAsync(int petition, CancellationToken cancel);
}
