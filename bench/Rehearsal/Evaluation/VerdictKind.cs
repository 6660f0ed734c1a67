namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>The result of a run.</summary>
internal enum VerdictKind
{
    /// <summary>Everything was met.</summary>
    Passed,

    /// <summary>An audit check or an objective was not met.</summary>
    Failed,

    /// <summary>The load was not the planned one, so nothing is shown.</summary>
    Invalid,
}
