using System.Diagnostics;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>The checks of the public count that both audits make.</summary>
internal static class CountCheck
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5), AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The count of each petition as soon as all are as expected; after 5 s, or the given time, whatever they are.</summary>
    public static async Task<long[]> WaitForAsync(
        IReadOnlyList<long> expected, Func<int, CancellationToken, Task<long>> countOf, CancellationToken cancel, TimeSpan? within = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var counts = new long[expected.Count];
            for (var i = 0; i < counts.Length; i++) counts[i] = await countOf(i, cancel);
            if (counts.SequenceEqual(expected) || Stopwatch.GetElapsedTime(since) > (within ?? VisibleWithin)) return counts;
            await Task.Delay(AskEvery, cancel);
        }
    }

    /// <summary>How many petitions differ, as the end of a sentence; empty with one petition, where the totals say it.</summary>
    public static string DescribeDifferences(IReadOnlyList<long> one, IReadOnlyList<long> other) =>
        one.Count > 1 && one.Zip(other).Count(pair => pair.First != pair.Second) is var differ and > 0
            ? $"; {differ:N0} of {one.Count:N0} petitions differ"
            : "";

    public static AuditCheck NeverDecreased(CountMonitor counts) => new(
        "The public count never decreased",
        counts.Decreases.Count == 0,
        counts.Decreases.Count == 0 ? "polled five times a second" : string.Join("; ", counts.Decreases.Take(3)));
}
