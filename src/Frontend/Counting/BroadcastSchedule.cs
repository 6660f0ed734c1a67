namespace Petitions.Frontend.Counting;

/// <summary>
/// How the writes to viewers are spread over time. Ten thousand writes at once are a burst of 140 ms in which signers wait; so viewers
/// take turns, a few in each short step, and with very many of them each has its turn less often.
/// </summary>
internal static class BroadcastSchedule
{
    /// <summary>
    /// Writes per second at most. One costs about 14 µs of a core. With 10,000 a second and steps of 10 ms signers waited 2.7 ms longer
    /// beside ten thousand viewers, and with these 0.9 ms (p99, bench/README.md).
    /// </summary>
    public const int WritesPerSecondMax = 7_500;

    /// <summary>The time between two steps.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    /// <summary>A viewer has a turn no more often than that.</summary>
    public static readonly TimeSpan RoundMin = TimeSpan.FromMilliseconds(100);

    /// <summary>The time in which every viewer has one turn.</summary>
    public static TimeSpan RoundOf(int viewers)
    {
        var round = TimeSpan.FromSeconds(viewers / (double)WritesPerSecondMax);
        return round > RoundMin ? round : RoundMin;
    }

    /// <summary>
    /// Turns that are due after <paramref name="elapsed"/>, at most a whole round; <paramref name="carried"/> holds the fraction that is
    /// left over for the next step.
    /// </summary>
    public static int Turns(int viewers, TimeSpan elapsed, ref double carried)
    {
        carried = Math.Min(viewers, carried + viewers * (elapsed / RoundOf(viewers)));
        var turns = (int)carried;
        carried -= turns;
        return turns;
    }
}
