namespace Petitions.Grains.Counting;

/// <summary>
/// The newest values of all count shards of one petition, and their sum. Values that are not newer are ignored, so they may arrive late,
/// repeatedly and in any order.
/// </summary>
public sealed class TallyShards
{
    /// <summary>
    /// Shards per petition, created at publication. This many writers can count without waiting for each other's row locks.
    /// </summary>
    public const int PerPetition = 16;

    private readonly TallyShard[] _newest = new TallyShard[PerPetition];

    /// <summary>The sum of the shards' counts.</summary>
    public long Count { get; private set; }

    /// <summary>The sums of the shards' counts by source.</summary>
    public SourceCounts Sources { get; private set; }

    /// <summary>The sum of the shards' versions; increases with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Applies the values of one shard; true when they were newer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shard number is not 0 to 15.</exception>
    public bool Take(TallyShard reading)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reading.Shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reading.Shard, PerPetition);

        ref var newest = ref _newest[reading.Shard];
        if (reading.Version <= newest.Version) return false;

        Count += reading.Counted - newest.Counted;
        Version += reading.Version - newest.Version;
        Sources = new(Sources.Paper + reading.Paper - newest.Paper, Sources.Imported + reading.Imported - newest.Imported);
        newest = reading;
        return true;
    }
}
