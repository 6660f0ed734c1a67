namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>
/// The verdict and its reasons. What the audit finds is a failure however the load ran: a lost signature is lost. Only then comes
/// whether the load was the planned one, and only then the objectives: a generator that fell behind has measured something else.
/// </summary>
internal sealed record Verdict(VerdictKind Kind, IReadOnlyList<string> Reasons)
{
    /// <summary>
    /// No request may leave later than this, in ms, unless whoever plays allows 99 of 100 more: a generator that stood still for a second has
    /// hidden a second.
    /// </summary>
    public const double LagMaxMs = 1_000;

    /// <param name="figures">Of the run.</param>
    /// <param name="objectives">What it shall reach.</param>
    /// <param name="broken">Promises that the audit found broken.</param>
    /// <param name="unexpectedExit">What ended by itself; null when nothing did.</param>
    /// <param name="lagMax">99 of 100 requests leave within it.</param>
    /// <param name="notInjected">What was to be broken on purpose and was not.</param>
    public static Verdict Of(
        RunFigures figures, IReadOnlyList<Objective> objectives, IReadOnlyList<string> broken, string? unexpectedExit, TimeSpan lagMax, params IReadOnlyList<string> notInjected)
    {
        var failures = broken.Select(promise => $"Broken: {promise}").ToList();
        if (unexpectedExit is not null) failures.Add(unexpectedExit.Split('\n')[0]);
        if (failures.Count > 0) return new(VerdictKind.Failed, failures);

        var doubts = new List<string>();
        if (figures.Offered == 0) doubts.Add("Nothing was sent.");
        if (figures.Unsent > 0) doubts.Add($"The generator had no connection left for {figures.Unsent} signatures: raise --connections, or lower the peak.");
        if (figures.Lag.P99 is { } usual && usual > lagMax.TotalMilliseconds)
            doubts.Add(FormattableString.Invariant($"The generator fell behind its schedule: 1 % of the requests left more than {usual:0.#} ms late ({lagMax.TotalMilliseconds:0.#} ms are allowed)."));
        var worstBound = Math.Max(LagMaxMs, lagMax.TotalMilliseconds);
        if (figures.Lag.Max is { } worst && worst > worstBound)
            doubts.Add(FormattableString.Invariant($"The generator fell behind its schedule: a request left {worst:0} ms late ({worstBound:0} ms are allowed)."));
        doubts.AddRange(notInjected.Select(word => $"Not played: {word}, because the load was over before its turn. Let it come earlier, or the load last longer."));
        if (doubts.Count > 0) return new(VerdictKind.Invalid, doubts);

        var missed = objectives.Where(objective => !objective.IsMet(figures)).Select(objective => $"Not reached: {objective.Text}").ToList();
        return new(missed.Count == 0 ? VerdictKind.Passed : VerdictKind.Failed, missed);
    }
}
