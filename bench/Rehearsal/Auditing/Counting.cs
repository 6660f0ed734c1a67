using System.Diagnostics;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>What every audit asks about the public count.</summary>
internal static class Counting
{
    private static readonly TimeSpan VisibleWithin = TimeSpan.FromSeconds(5), AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>The count over all petitions, as soon as it is the expected one; after 5 s whatever it is.</summary>
    public static async Task<long> UntilAsync(long expected, int petitions, Func<int, CancellationToken, Task<long>> countOf, CancellationToken cancel)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var sum = 0L;
            for (var i = 0; i < petitions; i++) sum += await countOf(i, cancel);
            if (sum == expected || Stopwatch.GetElapsedTime(since) > VisibleWithin) return sum;
            await Task.Delay(AskEvery, cancel);
        }
    }

    public static AuditLine NeverFell(CountWatch counts) => new(
        "The visible count never fell", counts.Falls.Count == 0, counts.Falls.Count == 0 ? "looked at five times a second" : string.Join("; ", counts.Falls.Take(3)));
}
