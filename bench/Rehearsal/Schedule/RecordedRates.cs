namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>
/// Makes a rate curve of recorded counts. A recorded count may be older than its time, because it came from a cache: two samples within a
/// second can then differ by the signatures of a minute. Rates are therefore means over a window.
/// </summary>
internal static class RecordedRates
{
    /// <summary>The window unless <c>--smooth</c> says another.</summary>
    public static readonly TimeSpan WindowDefault = TimeSpan.FromSeconds(60);

    // Times with fractions of a second are not exact: samples that are one window apart may seem to be a little closer.
    private const double ToleranceSeconds = 0.001;

    /// <summary>
    /// The curve through the first sample, the last one, and those between that are at least a window apart; between two of them the rate
    /// is constant. The number of arrivals is the difference of the last and the first count, whatever the window is.
    /// </summary>
    /// <param name="samples">At least two, in the order of time, no two at one time; counts do not fall.</param>
    /// <param name="window">Zero takes every sample. Samples that are further apart are not affected.</param>
    public static RateCurve Of(IReadOnlyList<CountSample> samples, TimeSpan window)
    {
        var kept = KeepApart(samples, window.TotalSeconds);
        var start = kept[0].Seconds;
        return new RateCurve(kept.Zip(kept.Skip(1)).SelectMany(pair =>
        {
            var rate = (pair.Second.Count - pair.First.Count) / (pair.Second.Seconds - pair.First.Seconds);
            return new[] { new RatePoint(pair.First.Seconds - start, rate), new RatePoint(pair.Second.Seconds - start, rate) };
        }));
    }

    private static List<CountSample> KeepApart(IReadOnlyList<CountSample> samples, double windowSeconds)
    {
        var apart = windowSeconds - ToleranceSeconds;
        var kept = new List<CountSample> { samples[0] };
        foreach (var sample in samples.Skip(1).SkipLast(1))
            if (sample.Seconds - kept[^1].Seconds >= apart) kept.Add(sample);
        // The last sample completes the total: what stands too close before it gives way.
        if (kept.Count > 1 && samples[^1].Seconds - kept[^1].Seconds < apart) kept.RemoveAt(kept.Count - 1);
        kept.Add(samples[^1]);
        return kept;
    }
}
