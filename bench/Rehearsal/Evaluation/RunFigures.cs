using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>The figures of a run by which it is evaluated.</summary>
internal sealed record RunFigures
{
    public required long Offered { get; init; }

    public required long Acknowledged { get; init; }

    public required long Refused { get; init; }

    /// <summary>Without an answer at the end of the load, before the audit sent anything again.</summary>
    public required long Unknown { get; init; }

    /// <summary>Wrong answers and refused connections.</summary>
    public required long Failed { get; init; }

    /// <summary>Arrivals for which the generator had no free connection.</summary>
    public required long Unsent { get; init; }

    public required long Lost { get; init; }

    public required long Doubled { get; init; }

    public required Percentiles Latency { get; init; }

    public required Percentiles Lag { get; init; }

    public required double? StalenessMaxMs { get; init; }

    /// <summary>From an acknowledgement until a stream viewer sees it; null without viewers.</summary>
    public required double? SeenP99Ms { get; init; }

    public required double? MemoryMaxMb { get; init; }

    /// <summary>The longest recovery from a fault, in seconds; null without faults.</summary>
    public required double? RecoveryMax { get; init; }
}
