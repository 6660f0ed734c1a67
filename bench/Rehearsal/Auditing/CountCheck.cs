using System.Diagnostics;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>What every audit asks about the public count.</summary>
internal static class CountCheck
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5), AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The count of each petition, as soon as all are the expected ones; after 5 s, or the given time, whatever they are.</summary>
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

    /// <summary>How many petitions have another count than the other side says; with one petition that goes without saying.</summary>
    public static string DescribeDifferences(IReadOnlyList<long> one, IReadOnlyList<long> other) =>
        one.Count > 1 && one.Zip(other).Count(pair => pair.First != pair.Second) is var differ and > 0 ? $"; {differ:N0} of {one.Count:N0} petitions differ" : "";

    public static AuditCheck NeverDecreased(CountMonitor counts) => new(
        "The visible count never fell", counts.Decreases.Count == 0, counts.Decreases.Count == 0 ? "looked at five times a second" : string.Join("; ", counts.Decreases.Take(3)));
}
