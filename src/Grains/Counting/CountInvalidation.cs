namespace Petitions.Grains.Counting;

/// <summary>
/// Counts the moments at which a silo has left, perhaps with reports that no grain has received. The grains of petitions then read their
/// shards at once instead of at the next regular time, so that the count that is shown is right again.
/// </summary>
public sealed class CountInvalidation
{
    private int _occasions;

    /// <summary>Grows by one with each.</summary>
    public int Occasions => Volatile.Read(ref _occasions);

    /// <summary>A silo left or died.</summary>
    public void Raise() => Interlocked.Increment(ref _occasions);
}
