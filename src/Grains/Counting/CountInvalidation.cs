namespace Petitions.Grains.Counting;

/// <summary>
/// Says when a silo may have gone with reports that nobody has: the grains of petitions then read their shards at once instead of at the
/// next regular time, so that the count that people see catches up.
/// </summary>
public sealed class CountInvalidation
{
    private int _occasions;

    /// <summary>Grows with every occasion.</summary>
    public int Occasions => Volatile.Read(ref _occasions);

    /// <summary>A silo left or died.</summary>
    public void Raise() => Interlocked.Increment(ref _occasions);
}
