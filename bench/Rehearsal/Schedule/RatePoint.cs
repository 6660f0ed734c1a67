namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>A point of a rate curve.</summary>
/// <param name="Seconds">Since the start.</param>
/// <param name="PerSecond">Arrivals per second at that time.</param>
internal readonly record struct RatePoint(double Seconds, double PerSecond);
