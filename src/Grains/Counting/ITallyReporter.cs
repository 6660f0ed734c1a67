namespace Petitions.Grains.Counting;

/// <summary>
/// Takes what the ledger has committed. Must not block and must not fail: a reading that is lost is found again when the petition's grain
/// reads the shards.
/// </summary>
public interface ITallyReporter
{
    /// <summary>Shard <paramref name="reading"/> of <paramref name="petition"/> has these values since a moment ago.</summary>
    void Moved(int petition, TallyShard reading);
}
