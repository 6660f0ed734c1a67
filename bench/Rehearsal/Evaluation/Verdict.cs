namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>
/// The verdict and its reasons. A failed audit check fails the run whatever the load was. Only then it matters whether the load was the
/// planned one, and only then the objectives: with a generator that fell behind they would measure something else.
/// </summary>
internal sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// No request may leave later than this, in ms, unless <c>--lag-max</c> is longer: a generator that stood still for a second has hidden
    /// a second of the load.
    /// </summary>
    public const double LagMaxMs = 1_000;

    /// <param name="figures">Of the run.</param>
    /// <param name="objectives">The bounds that it shall keep.</param>
    /// <param name="failedChecks">Checks of the audit that failed.</param>
    /// <param name="unexpectedExit">Message of a program that ended without a fault; null when none did.</param>
    /// <param name="lagMax">99 % of the requests must leave within this time of their schedule.</param>
    /// <param name="notInjected">Planned faults that the load ended before.</param>
    public static Verdict Of(
        RunFigures figures, IReadOnlyList<Objective> objectives, IReadOnlyList<string> failedChecks, string? unexpectedExit,
        TimeSpan lagMax, params IReadOnlyList<string> notInjected)
    {
        var failures = failedChecks.Select(check => $"Audit check failed: {check}").ToList();
        if (unexpectedExit is not null) failures.Add(unexpectedExit.Split('\n')[0]);
        if (failures.Count > 0) return new(VerdictKind.Failed, failures);

        var doubts = Doubts(figures, lagMax, notInjected).ToList();
        if (doubts.Count > 0) return new(VerdictKind.Invalid, doubts);

        var missed = objectives.Where(objective => !objective.IsMet(figures)).ToList();
        return new(
            missed.Count == 0 ? VerdictKind.Passed : VerdictKind.Failed,
            [.. missed.Select(objective => $"Objective not met: {objective.Text}")]);
    }

    // Why the load was not the planned one.
    private static IEnumerable<string> Doubts(RunFigures figures, TimeSpan lagMax, IReadOnlyList<string> notInjected)
    {
        if (figures.Offered == 0) yield return "Nothing was sent.";
        if (figures.Unsent > 0)
            yield return $"The generator had no free connection for {figures.Unsent} signatures: raise --connections, or lower the peak.";
        var usualMax = lagMax.TotalMilliseconds;
        if (figures.Lag.P99 is { } usual && usual > usualMax)
            yield return FellBehind($"1 % of the requests left more than {usual:0.#} ms late ({usualMax:0.#} ms are allowed)");
        var worstMax = Math.Max(LagMaxMs, usualMax);
        if (figures.Lag.Max is { } worst && worst > worstMax)
            yield return FellBehind($"a request left {worst:0} ms late ({worstMax:0} ms are allowed)");
        foreach (var fault in notInjected)
            yield return $"Not done: {fault}, because the load ended before its time. Plan it earlier, or make the load longer.";
    }

    private static string FellBehind(FormattableString how) =>
        $"The generator fell behind its schedule: {FormattableString.Invariant(how)}.";
}
