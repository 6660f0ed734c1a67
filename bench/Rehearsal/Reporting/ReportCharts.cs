using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The charts of the report, all on the same time axis, with what was broken marked on each.</summary>
internal static class ReportCharts
{
    public static string Of(RehearsalResult result)
    {
        // The last piece is a part of a second, whose counts are no rate.
        var seconds = result.Run.Seconds.Count > 1 ? result.Run.Seconds.Take(result.Run.Seconds.Count - 1).ToList() : result.Run.Seconds;
        var length = seconds.Count == 0 ? 1 : seconds[^1].At;
        var spans = result.Run.InjectedFaults.Select(fault => new ChartSpan(fault.Kind, fault.From, fault.Until)).ToList();
        IReadOnlyList<(double, double?)> Over(Func<SecondStatistics, double?> value) => [.. seconds.Select(second => (second.At, value(second)))];

        var rate = new Chart("Signatures", "per second", length).Draw(
            [
                new("came", "came", Over(second => second.Offered), IsFilled: true),
                new("thanked", "ok", Over(second => second.Acknowledged)),
                new("asked to come again", "refused", Over(second => second.Refused)),
                new("no answer, or turned away", "failed", Over(second => second.Failed + second.Unknown)),
            ], spans);
        var waiting = new Chart("Waiting time of those who were thanked", "ms, from the moment they came", length, isLogarithmic: true).Draw(
            [
                new("half of them", "p50", Over(second => second.Latency.P50)),
                new("99 of 100", "p99", Over(second => second.Latency.P99)),
                new("999 of 1000", "p999", Over(second => second.Latency.P999)),
            ], spans);
        var count = new Chart("The counter as visitors saw it", "signatures", length).Draw([new("shown", "shown", Over(second => second.Count), IsFilled: true)], spans);
        return rate + waiting + count;
    }
}
