namespace Petitions.Grains.Counting;

/// <summary>
/// The newest reading of each shard of one petition, and their sum. A reading replaces an older one of its shard and is ignored when it
/// is not newer, so readings may arrive late, repeated or in any order and the sum is still that of the newest.
/// </summary>
public sealed class TallyShards
{
    /// <summary>Shards per petition, made at its publication. As many writers can count for it without waiting for one another.</summary>
    public const int PerPetition = 16;

    private readonly TallyShard[] _newest = new TallyShard[PerPetition];

    /// <summary>Sum of what the shards counted.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of the shards' versions; grows with every change of any of them.</summary>
    public long Version { get; private set; }

    /// <summary>Takes one reading; true when it moved the sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such shard.</exception>
    public bool Take(TallyShard reading)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reading.Shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(reading.Shard, PerPetition);

        ref var newest = ref _newest[reading.Shard];
        if (reading.Version <= newest.Version) return false;

        Count += reading.Counted - newest.Counted;
        Version += reading.Version - newest.Version;
        newest = reading;
        return true;
    }
}
