using System.Collections.Immutable;

namespace Petitions.Grains.Counting;

/// <summary>The shards of each petition's count: whether they take signatures, and what they have counted.</summary>
public interface ITallyStore
{
    /// <summary>The newest values of all shards of a petition; null when it was removed.</summary>
    Task<TallyState?> ReadShardsAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// Opens or closes all shards in one transaction, in their fixed order. When closing returns, no batch can add to the petition, and
    /// what was in flight is committed.
    /// </summary>
    Task SetOpenAsync(int petition, bool open, CancellationToken cancel);

    /// <summary>
    /// Raises the epoch of all shards in one transaction and returns the one that ended: every signature of that epoch or an older one
    /// is committed now, and none will join them.
    /// </summary>
    Task<int> RaiseEpochAsync(int petition, CancellationToken cancel);
}

/// <summary>All shards of a petition at one moment.</summary>
/// <param name="Open">They take signatures; the same for all of them.</param>
/// <param name="Epoch">The epoch that new signatures get; the same for all of them.</param>
/// <param name="Readings">One per shard.</param>
public sealed record TallyState(bool Open, int Epoch, ImmutableArray<TallyShard> Readings);
