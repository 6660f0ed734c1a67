using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The charts of the report, all with the same time axis and with injected faults and the hand-over marked.</summary>
internal static class ReportCharts
{
    public static string Of(RehearsalResult result)
    {
        // The last second is a partial one, whose counts are no rate.
        var seconds = result.Run.Seconds.Count > 1 ? result.Run.Seconds.Take(result.Run.Seconds.Count - 1).ToList() : result.Run.Seconds;
        var length = seconds.Count == 0 ? 1 : seconds[^1].At;
        var faults = result.Run.InjectedFaults.Select(fault => new ChartSpan(fault.Kind, fault.From, fault.Until))
            .Concat(HandoverReport.Spans(result)).ToList();
        IReadOnlyList<(double, double?)> Over(Func<SecondStatistics, double?> value) =>
            [.. seconds.Select(second => (second.At, value(second)))];

        var rate = new Chart("Signatures", "per second", length).Draw(
            [
                new("offered", "offered", Over(second => second.Offered), IsFilled: true),
                new("acknowledged", "ok", Over(second => second.Acknowledged)),
                new("refused", "refused", Over(second => second.Refused)),
                new("failed or unknown", "failed", Over(second => second.Failed + second.Unknown)),
            ], faults);
        var latency = new Chart("Latency of acknowledged signatures", "ms, from the scheduled time", length, isLogarithmic: true).Draw(
            [
                new("p50", "p50", Over(second => second.Latency.P50)),
                new("p99", "p99", Over(second => second.Latency.P99)),
                new("p99.9", "p999", Over(second => second.Latency.P999)),
            ], faults);
        var count = new Chart("Public count", "signatures", length)
            .Draw([new("shown", "shown", Over(second => second.Count), IsFilled: true)], faults);
        return rate + latency + count;
    }
}
