using System.Collections.Immutable;

namespace Petitions.Grains.Counting;

/// <summary>
/// The count of one petition in the memory of its grain: silos report what they have committed, and the shards are read where a report may
/// have been lost.
/// </summary>
internal sealed class LiveTally(ITallyStore store, CountInvalidation invalidation)
{
    private readonly TallyShards _shards = new();
    private int _invalidationsSeen;

    /// <summary>Signatures in state counted, as far as they were reported or read.</summary>
    public long Count => _shards.Count;

    /// <summary>Those of <see cref="Count"/> that did not come through the page.</summary>
    public SourceCounts Sources => _shards.Sources;

    /// <summary>Grows with every change of <see cref="Count"/>.</summary>
    public long Version => _shards.Version;

    /// <summary>True when a silo has left since the last read: its last reports may be lost.</summary>
    public bool IsDoubtful => _invalidationsSeen != invalidation.Occasions;

    /// <summary>Takes what a silo reports.</summary>
    public void Take(ImmutableArray<TallyShard> readings)
    {
        foreach (var reading in readings) _shards.Take(reading);
    }

    /// <summary>Reads the shards. True when they are open; null when the petition has none any more, because it was removed.</summary>
    public async Task<bool?> ReadAsync(int petition, CancellationToken cancel)
    {
        // Noted before the read: a report that is lost meanwhile asks for another read.
        var invalidations = invalidation.Occasions;
        var state = await store.ReadShardsAsync(petition, cancel);
        _invalidationsSeen = invalidations;
        if (state is null) return null;
        Take(state.Readings);
        return state.Open;
    }
}
