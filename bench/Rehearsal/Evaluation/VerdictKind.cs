namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>How a run ends.</summary>
internal enum VerdictKind
{
    Passed,
    Failed,
    Invalid,
}
