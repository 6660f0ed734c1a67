namespace Petitions.Frontend.Counting;

/// <summary>
/// Spreads the writes to viewers over time. 10,000 writes at once are a burst of 140 ms that delays signers, so each short step writes to a
/// few viewers, round robin. Above 750 viewers a round takes longer than <see cref="RoundTimeMin"/>.
/// </summary>
internal static class BroadcastSchedule
{
    /// <summary>
    /// Writes per second at most. A write takes 14 µs of a core. With 10,000 viewers the p99 of signers rose by 2.7 ms at 10,000 writes/s
    /// in steps of 10 ms, and by 0.9 ms with these values (bench/README.md).
    /// </summary>
    public const int WritesPerSecondMax = 7_500;

    /// <summary>The time between two steps.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>Shortest time between two writes to a viewer.</summary>
    public static readonly TimeSpan RoundTimeMin = TimeSpan.FromMilliseconds(100);

    /// <summary>The time of one round, in which every viewer is written to once.</summary>
    public static TimeSpan RoundTime(int viewers)
    {
        var round = TimeSpan.FromSeconds(viewers / (double)WritesPerSecondMax);
        return round > RoundTimeMin ? round : RoundTimeMin;
    }

    /// <summary>
    /// Writes due after <paramref name="elapsed"/>, at most one round; <paramref name="fraction"/> carries what is less than one write to
    /// the next step.
    /// </summary>
    public static int WritesDue(int viewers, TimeSpan elapsed, ref double fraction)
    {
        fraction = Math.Min(viewers, fraction + viewers * (elapsed / RoundTime(viewers)));
        var writes = (int)fraction;
        fraction -= writes;
        return writes;
    }
}
