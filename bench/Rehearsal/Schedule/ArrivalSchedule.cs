namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>The times of arrivals, one after the other, as a plan draws them: the same seed, the same times.</summary>
internal sealed class ArrivalSchedule(LoadPlan plan)
{
    private readonly Random _random = new(plan.Seed);
    private double _arrived;
    private int _segment;
    private bool _begun;

    /// <summary>Seconds since the start; null when nobody comes any more.</summary>
    public double? Next()
    {
        // A Poisson process of rate one, bent by the curve, has the curve's rate. Even arrivals lie in the middle of their share.
        _arrived += plan.IsPoisson ? -Math.Log(1 - _random.NextDouble()) : _begun ? 1 : 0.5;
        _begun = true;
        return plan.Curve.TimeOf(_arrived, ref _segment);
    }
}
