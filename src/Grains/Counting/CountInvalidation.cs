namespace Petitions.Grains.Counting;

/// <summary>
/// Signals that a silo may have been lost together with unsent count reports. Petition grains then read their shards immediately instead
/// of at the next regular time.
/// </summary>
public sealed class CountInvalidation
{
    private int _occasions;

    /// <summary>Incremented by every <see cref="Raise"/>.</summary>
    public int Occasions => Volatile.Read(ref _occasions);

    /// <summary>To be called when a silo left the cluster or died.</summary>
    public void Raise() => Interlocked.Increment(ref _occasions);
}
