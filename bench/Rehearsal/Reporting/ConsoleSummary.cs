using System.Globalization;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Load;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The end of a run on the terminal: a few lines, the verdict last of them.</summary>
internal static class ConsoleSummary
{
    public static async Task WriteAsync(TextWriter output, RehearsalResult result, string folder)
    {
        var (figures, audit) = (result.Figures, result.Audit);
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"offered {figures.Offered}, acknowledged {figures.Acknowledged}, refused {figures.Refused}, failed {figures.Failed}, unknown {figures.Unknown} ({audit.Settled} settled by trying again)"),
            string.Create(CultureInfo.InvariantCulture, $"latency p50 {figures.Latency.P50:0.0} ms, p99 {figures.Latency.P99:0.0} ms, p99.9 {figures.Latency.P999:0.0} ms; generator lag p99 {figures.Lag.P99:0.0} ms, at most {figures.Lag.Max:0.0} ms"),
        };
        lines.AddRange(audit.Checks.Select(check => $"{(check.Passed ? "holds " : "BROKEN")} {check.Name}: {check.Detail}"));
        if (result.Run.Limit is { } limit)
            lines.Add(FormattableString.Invariant($"limit: {limit.PerSecond:0}/s met every objective{(limit.BrokenAt is { } at ? FormattableString.Invariant($", {at:0}/s did not") : "")}: {limit.Reason}"));
        lines.AddRange(result.Verdict.Reasons);
        lines.Add($"report: {Path.Combine(folder, ReportFolder.Page)}");
        lines.Add(result.Verdict.Kind switch { VerdictKind.Passed => "PASSED", VerdictKind.Failed => "FAILED", _ => "INVALID" });
        foreach (var line in lines) await output.WriteLineAsync(line);
    }

    /// <summary>What is left on somebody else's program, and how it goes.</summary>
    public static string HowToClean(IReadOnlyList<SigningRequestTemplate> petitions) =>
        $"the petition stays there; remove it with: rehearsal clean --petition {string.Join(' ', petitions.Select(petition => petition.Slug))} and the same --target, --admin, --admin-token";
}
