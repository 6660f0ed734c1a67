using Petitions.Bench.Comparison.Auditing;
using Petitions.Bench.Comparison.Reporting;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>All rounds of one server in one mode.</summary>
/// <param name="Mode">Who signed what.</param>
/// <param name="Server">Its name in the tables.</param>
/// <param name="Speed">Medians; null when an audit failed.</param>
/// <param name="OfBare">Answers per second in proportion to the server that stores nothing; null when an audit failed.</param>
/// <param name="PeakMb">The largest of all rounds.</param>
/// <param name="Audited">Sums.</param>
/// <param name="Audit">The first that failed, or <see cref="SigningAudit.Good"/>.</param>
internal sealed record MedianFigures(
    string Mode, string Server, SpeedFigures? Speed, double? OfBare, long PeakMb, AuditedFigures Audited, string Audit)
{
    /// <summary>In the order in which they were measured first.</summary>
    public static IReadOnlyList<MedianFigures> OfAll(IReadOnlyList<RunFigures> runs) =>
        [.. runs.GroupBy(run => (run.Mode, run.Server)).Select(group => Of([.. group], BareRate(runs, group.Key.Mode)))];

    private static double BareRate(IReadOnlyList<RunFigures> runs, string mode) =>
        Median.Of(runs.Where(run => run.Mode == mode && run.Server == PeerNames.Bare).Select(run => run.Speed.AnswersPerSecond));

    private static MedianFigures Of(IReadOnlyList<RunFigures> rounds, double bareRate)
    {
        var failed = rounds.FirstOrDefault(run => !run.AuditHolds);
        var speed = failed is not null ? null : new SpeedFigures(
            MedianOf(run => run.AnswersPerSecond), MedianOf(run => run.P50Milliseconds), MedianOf(run => run.P99Milliseconds),
            MedianOf(run => run.ProgramMicroseconds), MedianOf(run => run.DatabaseMicroseconds));
        var ofBare = bareRate > 0 ? speed?.AnswersPerSecond / bareRate : 0;
        return new(rounds[0].Mode, rounds[0].Server, speed, ofBare, rounds.Max(run => run.PeakMb),
            AuditedFigures.Sum([.. rounds.Select(run => run.Audited)]), failed?.Audit ?? SigningAudit.Good);

        double MedianOf(Func<SpeedFigures, double> figure) => Median.Of(rounds.Select(run => figure(run.Speed)));
    }
}
