namespace Petitions.Grains.Counting;

/// <summary>
/// Where the ledger says what it committed. Must not block and must not fail: a reading that is lost here is found again when the
/// petition's grain reads the shards.
/// </summary>
public interface ITallyReporter
{
    /// <summary>Shard <paramref name="reading"/> of <paramref name="petition"/> has these values since a moment ago.</summary>
    void Moved(int petition, TallyShard reading);
}
