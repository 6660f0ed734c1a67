using Petitions.Bench.Rehearsal.Auditing;
using Petitions.Bench.Rehearsal.Evaluation;
using Petitions.Bench.Rehearsal.Execution;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>Everything that a report shows.</summary>
internal sealed record RehearsalResult(
    RunOptions Options, string TargetName, IReadOnlyList<string> Slugs, DateTimeOffset StartedAt, RunFigures Figures, AuditResult Audit,
    Verdict Verdict, LoadRun Run, LoadMeter Meter, MachineInfo Machine)
{
    /// <summary>Signatures in the parcel of a hand-over during the load; 0 without one.</summary>
    public int HandedOver { get; init; }

    /// <summary>Most arrivals within a second.</summary>
    public long OfferedMax => Run.Seconds.Select(second => second.Offered).DefaultIfEmpty(0).Max();
}
