namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>What arrives when.</summary>
/// <param name="Name">Name of the profile or the curve's file.</param>
/// <param name="Curve">Signatures per second over time.</param>
internal sealed record LoadPlan(string Name, RateCurve Curve)
{
    /// <summary>Arrivals are independent of one another, as people are; otherwise evenly spaced.</summary>
    public bool IsPoisson { get; init; } = true;

    public int Seed { get; init; } = 1;

    /// <summary>Length of the steps of a search for the limit; null when none is searched.</summary>
    public TimeSpan? LimitStep { get; init; }
}
