namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>What arrives when.</summary>
/// <param name="Name">Name of the profile or the curve's file.</param>
/// <param name="Curve">Signatures per second over time.</param>
internal sealed record LoadPlan(string Name, RateCurve Curve)
{
    /// <summary>Arrivals are independent of one another, as people are; otherwise evenly spaced.</summary>
    public bool IsPoisson { get; init; } = true;

    public int Seed { get; init; } = 1;

    /// <summary>Of a recorded curve, the time over which its rates are means; zero means between neighbouring samples. Null for a computed profile.</summary>
    public TimeSpan? RateWindow { get; init; }

    /// <summary>What the rates of a recorded curve are, for output and report; null for a computed profile.</summary>
    public string? RateNote => RateWindow switch
    {
        null => null,
        { Ticks: 0 } => "rates are means between neighbouring samples",
        { } window => FormattableString.Invariant($"rates are means over {window.TotalSeconds:0.###} s of the recording, or between samples that are further apart"),
    };

    /// <summary>Length of the steps of a search for the limit; null when none is searched.</summary>
    public TimeSpan? LimitStep { get; init; }
}
