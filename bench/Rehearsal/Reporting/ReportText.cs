using System.Globalization;
using Petitions.Bench.Rehearsal.Evaluation;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>The sentences of the report, for people who know campaigns and no databases.</summary>
internal static class ReportText
{
    public static string Headline(RehearsalResult result) => result.Verdict.Kind switch
    {
        VerdictKind.Passed when result.Run.Limit is { } limit => $"The site carries {Number(limit.PerSecond)} signatures a second.",
        VerdictKind.Passed when result.Run.InjectedFaults.Count > 0 => "The surge came, things broke, and nothing was lost.",
        VerdictKind.Passed => "The site carries this surge.",
        VerdictKind.Failed when result.Audit.Lost > 0 => $"{Count(result.Audit.Lost)} signatures were thanked for and lost.",
        VerdictKind.Failed when result.Audit.Doubled > 0 => $"{Count(result.Audit.Doubled)} signatures were counted twice.",
        VerdictKind.Failed when !result.Audit.Passed || result.Run.UnexpectedExit is not null => "A promise was broken.",
        VerdictKind.Failed => "Nothing was lost, but the site was not good enough.",
        _ when result.Audit.Passed => "Nothing was lost, but this was not the planned load.",
        _ => "This run cannot be judged.",
    };

    public static string Story(RehearsalResult result)
    {
        var (figures, audit) = (result.Figures, result.Audit);
        var sentences = new List<string>
        {
            $"Within {Number(result.Run.Seconds.LastOrDefault()?.At ?? 0)} seconds somebody came to sign {Count(figures.Offered)} times, up to {Count(result.OfferedMax)} times in a second; {Count(figures.Acknowledged)} were thanked.",
        };
        if (figures.Refused > 0) sentences.Add($"{Count(figures.Refused)} were asked to come again in a moment.");
        if (result.Run.InjectedFaults.Count > 0) sentences.Add($"Meanwhile {string.Join(", then ", result.Run.InjectedFaults.Select(fault => FaultSentence(fault.Kind).ToLowerInvariant()))}.");
        if (figures.Failed > 0) sentences.Add($"{Count(figures.Failed)} were turned away{(result.Run.InjectedFaults.Count > 0 ? ", most of them while nothing was there" : "")}.");
        if (figures.Unknown > 0)
            sentences.Add($"{Count(figures.Unknown)} got no answer{(audit.Settled > 0 ? $"; {Count(audit.Settled)} tried again afterwards and were answered" : "")}.");
        sentences.Add(audit.Passed
            ? $"The audit then looked every signature up: each that was thanked for is stored, and the counter shows {Count(audit.Count)}, which is the number of people who signed."
            : "The audit then looked every signature up and found what is listed below.");
        return string.Join(' ', sentences);
    }

    public static string FaultSentence(string kind) => kind switch
    {
        "kill" => "The program was killed and started again",
        "pause" => "The program stood still",
        "slow-disk" => "The disk was slow",
        "database-restart" => "The database crashed and was started again",
        _ => "The program ended by itself and was started again",
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

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);
}
