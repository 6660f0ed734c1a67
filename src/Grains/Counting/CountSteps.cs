namespace Petitions.Grains.Counting;

/// <summary>The steps of a count whose document says <c>counter: steps</c>: it is rounded down to 10, from 1,000 on to 100.</summary>
public static class CountSteps
{
    /// <summary>Step below <see cref="LargeFrom"/>.</summary>
    public const int SmallStep = 10;

    /// <summary>Step from <see cref="LargeFrom"/> on.</summary>
    public const int LargeStep = 100;

    /// <summary>The count from which on <see cref="LargeStep"/> applies.</summary>
    public const int LargeFrom = 1_000;

    /// <summary>The count rounded down to its step. Monotonic in <paramref name="count"/>.</summary>
    public static long RoundDown(long count) => count - count % (count < LargeFrom ? SmallStep : LargeStep);
}
