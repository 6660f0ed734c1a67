namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>How many signatures arrive when.</summary>
/// <param name="Name">Name of the profile or the curve's file.</param>
/// <param name="Curve">Signatures per second over time.</param>
internal sealed record LoadPlan(string Name, RateCurve Curve)
{
    /// <summary>Arrivals are independent of one another (Poisson); otherwise evenly spaced.</summary>
    public bool IsPoisson { get; init; } = true;

    public int Seed { get; init; } = 1;

    /// <summary>
    /// Time of the recording over which the rates are means; zero: between neighbouring samples. Null when the curve was not recorded.
    /// </summary>
    public TimeSpan? RateWindow { get; init; }

    /// <summary>The same as a sentence for output and report.</summary>
    public string? RateNote => RateWindow switch
    {
        null => null,
        { Ticks: 0 } => "rates are means between neighbouring samples",
        { } window => FormattableString.Invariant($"rates are means over {window.TotalSeconds:0.###} s of the recording,")
            + " or between samples that are further apart",
    };

    /// <summary>Length of a step of a search for the limit; null without a search.</summary>
    public TimeSpan? LimitStep { get; init; }
}
