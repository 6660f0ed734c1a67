namespace Petitions.Grains.Counting;

/// <summary>
/// Receives the new shard values after each commit of the ledger. Must not block and must not throw. A lost value does no harm: the
/// petition's grain also reads the shards regularly.
/// </summary>
public interface ITallyReporter
{
    /// <summary>A shard of <paramref name="petition"/> changed to the values of <paramref name="reading"/>.</summary>
    void Moved(int petition, TallyShard reading);
}
