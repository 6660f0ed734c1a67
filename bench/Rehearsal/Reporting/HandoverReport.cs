using System.Text.Json.Nodes;
using static Petitions.Bench.Rehearsal.Reporting.ReportText;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>What the reports say about a hand-over in the middle of the load; nothing when there was none.</summary>
internal static class HandoverReport
{
    /// <summary>A line for the terminal.</summary>
    public static IEnumerable<string> Lines(RehearsalResult result)
    {
        if (Facts(result) is { Count: > 0 } facts)
            yield return "hand-over: " + string.Join(", ", facts.Select(fact => $"{fact.Name} {fact.Value}"));
    }

    /// <summary>A section of the page.</summary>
    public static string Section(RehearsalResult result) =>
        Facts(result) is { Count: > 0 } facts ? Html.Section("Hand-over", Html.Facts(facts)) : "";

    /// <summary>The marked span of the charts.</summary>
    public static IEnumerable<ChartSpan> Spans(RehearsalResult result)
    {
        if (result.Run.Handover is { AskedMicroseconds: { } asked } run)
            yield return new("hand-over", asked / 1e6, (run.CompletedMicroseconds ?? asked) / 1e6);
    }

    /// <summary>The member of <c>report.json</c>.</summary>
    public static JsonObject? Json(RehearsalResult result)
    {
        if (result.Run.Handover is not { AskedMicroseconds: { } asked } run) return null;
        var latency = result.Meter.HandoverLatency;
        return new JsonObject
        {
            ["askedSeconds"] = Math.Round(asked / 1e6, 3),
            ["cutOffSeconds"] = run.CutOffMicroseconds is { } cutOff ? Math.Round(cutOff / 1e6, 3) : null,
            ["completedSeconds"] = run.CompletedMicroseconds is { } completed ? Math.Round(completed / 1e6, 3) : null,
            ["signatures"] = result.HandedOver,
            ["failure"] = run.Failure,
            ["latencyP50Ms"] = latency.P50,
            ["latencyP99Ms"] = latency.P99,
        };
    }

    private static List<(string Name, string Value)> Facts(RehearsalResult result)
    {
        if (result.Run.Handover is not { AskedMicroseconds: { } asked } run) return [];
        var latency = result.Meter.HandoverLatency;
        var complete = run.CompletedMicroseconds is { } completed ? $"{Number((completed - asked) / 1e6)} s" : "never";
        var cutOff = run.CutOffMicroseconds is { } answered ? Time((answered - asked) / 1e3) : "never";
        return
        [
            ("asked for at", $"{Number(asked / 1e6)} s"), ("cut off after", cutOff), ("complete after", complete),
            ("signatures", Count(result.HandedOver)),
            ("latency of signing meanwhile, p50 / p99", $"{Time(latency.P50)} / {Time(latency.P99)}"),
            ("of the whole run, p50 / p99", $"{Time(result.Figures.Latency.P50)} / {Time(result.Figures.Latency.P99)}"),
        ];
    }
}
