namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>The times of the arrivals of a plan, in order. The same seed gives the same times.</summary>
internal sealed class ArrivalSchedule(LoadPlan plan)
{
    private readonly Random _random = new(plan.Seed);
    private double _arrived;
    private int _segment;
    private bool _hasBegun;

    /// <summary>Seconds since the start; null after the last arrival.</summary>
    public double? Next()
    {
        // Arrivals of a Poisson process of rate 1, mapped through the inverse of the curve's integral, have the curve's rate.
        // Evenly spaced ones lie in the middle of their share.
        _arrived += plan.IsPoisson ? -Math.Log(1 - _random.NextDouble()) : _hasBegun ? 1 : 0.5;
        _hasBegun = true;
        return plan.Curve.TimeOf(_arrived, ref _segment);
    }
}
