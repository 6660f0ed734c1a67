using Petitions.Bench.Rehearsal.Evaluation;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The end of a run on the terminal; the verdict is the last line.</summary>
internal static class ConsoleSummary
{
    public static async Task WriteAsync(TextWriter output, RehearsalResult result, string folder)
    {
        foreach (var line in Lines(result, folder)) await output.WriteLineAsync(line);
    }

    /// <summary>What stays on a running program, and how to remove it.</summary>
    public static string HowToClean(IReadOnlyList<string> slugs)
    {
        var command = $"rehearsal clean --petition {string.Join(' ', slugs)}";
        return $"the petition stays there; remove it with: {command} and the same --target, --admin, --admin-token";
    }

    private static IEnumerable<string> Lines(RehearsalResult result, string folder)
    {
        var (figures, audit, latency, lag) = (result.Figures, result.Audit, result.Figures.Latency, result.Figures.Lag);
        yield return $"offered {figures.Offered}, acknowledged {figures.Acknowledged}, refused {figures.Refused}, failed {figures.Failed}, "
            + $"unknown {figures.Unknown} ({audit.Settled} answered when sent again)";
        yield return Invariant($"latency p50 {latency.P50:0.0} ms, p99 {latency.P99:0.0} ms, p99.9 {latency.P999:0.0} ms; ")
            + Invariant($"generator lag p99 {lag.P99:0.0} ms, at most {lag.Max:0.0} ms");
        foreach (var line in HandoverReport.Lines(result)) yield return line;
        foreach (var check in audit.Checks) yield return $"{(check.Passed ? "PASS" : "FAIL")} {check.Name}: {check.Detail}";
        if (result.Run.Limit is { } limit)
        {
            var missedAt = limit.BrokenAt is { } rate ? Invariant($", {rate:0}/s did not") : "";
            yield return Invariant($"limit: {limit.PerSecond:0}/s met every objective{missedAt}: {limit.Reason}");
        }
        foreach (var reason in result.Verdict.Reasons) yield return reason;
        yield return $"report: {Path.Combine(folder, ReportFolder.Page)}";
        yield return result.Verdict.Kind switch { VerdictKind.Passed => "PASSED", VerdictKind.Failed => "FAILED", _ => "INVALID" };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
