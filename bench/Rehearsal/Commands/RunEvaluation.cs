using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The verdict of a run, by its audit, its load and its objectives.</summary>
internal static class RunEvaluation
{
    public static Verdict Of(RunOptions options, LoadRun run, RunFigures figures, AuditResult audit)
    {
        // Without an audit nothing is known about lost signatures, neither that there are some nor that there are none.
        if (audit.UnavailableReason is { } reason && run.UnexpectedExit is null)
            return new(VerdictKind.Invalid, [$"The audit could not run: {reason}"]);
        var failedChecks = audit.Checks.Where(check => !check.Passed).Select(check => $"{check.Name} ({check.Detail})").ToList();
        if (run.Viewers is { Decreases: > 0 } viewers)
            failedChecks.Add($"The public count never decreased ({viewers.Decreases} decreases in streams)");
        return run.Limit is { } limit
            ? OfLimitSearch(options, run, figures, failedChecks, limit)
            : Verdict.Of(figures, options.Objectives, failedChecks, run.UnexpectedExit, options.LagMax, run.NotInjected);
    }

    // A search for the limit is to miss an objective of the load in the end, so only the others count.
    private static Verdict OfLimitSearch(
        RunOptions options, LoadRun run, RunFigures figures, IReadOnlyList<string> failedChecks, Limit limit)
    {
        var others = options.Objectives.Where(objective => !objective.IsLoadMetric && objective.Metric is not "staleness").ToList();
        var withoutLag = figures with { Lag = Percentiles.Of(LoadMeter.NewHistogram()) };
        var verdict = Verdict.Of(withoutLag, others, failedChecks, run.UnexpectedExit, options.LagMax, run.NotInjected);
        if (verdict.Kind != VerdictKind.Passed) return verdict;
        if (limit.IsGeneratorLimit)
        {
            var metUpTo = $"Every objective was met up to {limit.PerSecond:0}/s; at {limit.BrokenAt:0}/s {limit.Reason}";
            return new(VerdictKind.Invalid, [$"{metUpTo}, so the limit of the program is not known."]);
        }
        return limit.PerSecond > 0 ? verdict : new(VerdictKind.Failed, [$"The lowest rate was too high: {limit.Reason}."]);
    }
}
