using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>The figures of a run that objectives are about.</summary>
internal sealed record RunFigures
{
    public required long Offered { get; init; }

    public required long Acknowledged { get; init; }

    public required long Refused { get; init; }

    /// <summary>Without an answer when the load was over, before anything was sent again by the audit.</summary>
    public required long Unknown { get; init; }

    /// <summary>Wrong answers, and connections that were refused.</summary>
    public required long Failed { get; init; }

    /// <summary>Arrivals for which the generator had no connection.</summary>
    public required long Unsent { get; init; }

    public required long Lost { get; init; }

    public required long Doubled { get; init; }

    public required Percentiles Latency { get; init; }

    public required Percentiles Lag { get; init; }

    public required double? StalenessMaxMs { get; init; }

    /// <summary>Until viewers of a stream see a signature that was acknowledged; null when nobody watched.</summary>
    public required double? SeenP99Ms { get; init; }

    public required double? MemoryMaxMb { get; init; }

    /// <summary>The longest, in seconds; null when nothing was broken.</summary>
    public required double? RecoveryMax { get; init; }
}
