using System.Globalization;
using Petitions.Bench.Rehearsal.Evaluation;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The sentences of the report.</summary>
internal static class ReportText
{
    public static string Headline(RehearsalResult result) => result.Verdict.Kind switch
    {
        VerdictKind.Passed when result.Run.Limit is { } limit => $"Every objective was met up to {Number(limit.PerSecond)} signatures/s.",
        VerdictKind.Passed when result.Run.InjectedFaults.Count > 0 => "Every objective was met despite faults, and nothing was lost.",
        VerdictKind.Passed => "Every objective was met, and nothing was lost.",
        VerdictKind.Failed when result.Audit.Lost > 0 => $"{Count(result.Audit.Lost)} acknowledged signatures were lost.",
        VerdictKind.Failed when result.Audit.Doubled > 0 => $"{Count(result.Audit.Doubled)} signatures were stored twice.",
        VerdictKind.Failed when result.Run.UnexpectedExit is not null => "The program ended by itself.",
        VerdictKind.Failed when !result.Audit.Passed => "The audit found an error.",
        VerdictKind.Failed => "Nothing was lost, but an objective was not met.",
        _ when result.Audit.Passed => "Nothing was lost, but the load was not the planned one.",
        _ => "This run shows nothing.",
    };

    public static string Summary(RehearsalResult result)
    {
        var (figures, audit, faults) = (result.Figures, result.Audit, result.Run.InjectedFaults);
        var seconds = result.Run.Seconds.LastOrDefault()?.At ?? 0;
        var sentences = new List<string>
        {
            $"{Count(figures.Offered)} signatures were sent within {Number(seconds)} s, at most {Count(result.OfferedMax)} in one second.",
            $"{Count(figures.Acknowledged)} were acknowledged.",
        };
        if (figures.Refused > 0) sentences.Add($"{Count(figures.Refused)} were refused and told to retry.");
        if (faults.Count > 0)
            sentences.Add($"Meanwhile {string.Join(", then ", faults.Select(fault => Lower(FaultSentence(fault.Kind))))}.");
        if (figures.Failed > 0) sentences.Add($"{Count(figures.Failed)} failed.");
        if (figures.Unknown > 0) sentences.Add($"{Count(figures.Unknown)} got no answer.");
        if (audit.Settled > 0) sentences.Add($"{Count(audit.Settled)} were answered when they were sent again.");
        sentences.Add(audit.Passed
            ? $"The audit found every acknowledged signature stored; the public count is {Count(audit.Count)}, the number of signers."
            : "The audit found the errors below.");
        return string.Join(' ', sentences);
    }

    public static string FaultSentence(string kind) => kind switch
    {
        "kill" => "The program was killed and restarted",
        "pause" => "The program was paused",
        "slow-disk" => "The disk was slow",
        "database-restart" => "The database crashed and was restarted",
        _ => "The program ended by itself and was restarted",
    };

    public static string Time(double? milliseconds) => milliseconds switch
    {
        null => "not measured",
        double.PositiveInfinity => "never",
        >= 10_000 => (milliseconds.Value / 1000).ToString("0.0", CultureInfo.InvariantCulture) + " s",
        >= 1_000 => (milliseconds.Value / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s",
        >= 100 => milliseconds.Value.ToString("0", CultureInfo.InvariantCulture) + " ms",
        _ => milliseconds.Value.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
    };

    /// <summary>A count with thousands separators.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A figure with as many decimals as a reader needs.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) < 10 ? "0.##" : "#,0.#", CultureInfo.InvariantCulture);

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
