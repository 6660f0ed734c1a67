using Petitions.Bench.Comparison.Auditing;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>What the audit of a run compares: sums over the rounds where it is of several.</summary>
/// <param name="Not2xx">Signatures that were refused or not answered.</param>
/// <param name="Acknowledged">Signatures that were acknowledged.</param>
/// <param name="Persons">Different people who signed.</param>
/// <param name="Rows">New rows; null where nothing is stored.</param>
/// <param name="Count">What was added to the public count; null where nothing is stored.</param>
internal sealed record AuditedFigures(long Not2xx, long Acknowledged, long Persons, long? Rows, long? Count)
{
    public static AuditedFigures Sum(IReadOnlyCollection<AuditedFigures> runs) => new(
        runs.Sum(run => run.Not2xx), runs.Sum(run => run.Acknowledged), runs.Sum(run => run.Persons),
        runs.Any(run => run.Rows is null) ? null : runs.Sum(run => run.Rows),
        runs.Any(run => run.Count is null) ? null : runs.Sum(run => run.Count));
}

/// <summary>How fast a server answered, and what that took.</summary>
/// <param name="AnswersPerSecond">Signatures acknowledged per second.</param>
/// <param name="P50Milliseconds">Half of the answers came within this.</param>
/// <param name="P99Milliseconds">99 of 100 answers came within this.</param>
/// <param name="ProgramMicroseconds">CPU time of the server for each signature.</param>
/// <param name="DatabaseMicroseconds">CPU time of PostgreSQL for each signature; 0 without it.</param>
internal sealed record SpeedFigures(
    double AnswersPerSecond, double P50Milliseconds, double P99Milliseconds, double ProgramMicroseconds, double DatabaseMicroseconds);

/// <summary>One server in one mode and round.</summary>
internal sealed record RunFigures(
    string Mode, string Server, int Round, SpeedFigures Speed, long PeakMb, AuditedFigures Audited, string Audit)
{
    public bool AuditHolds => Audit == SigningAudit.Good;
}
