using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>The load profiles by name.</summary>
internal static class LoadProfiles
{
    /// <summary>A search for the limit starts at this share of the peak; each step is higher by this factor.</summary>
    public const double LimitStartShare = 1 / 16.0, LimitStepFactor = 1.25;

    private static readonly TimeSpan LimitStepMin = TimeSpan.FromSeconds(2);

    /// <exception cref="UsageException">There is no such profile.</exception>
    public static LoadPlan Plan(string name, double peak, TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        return name switch
        {
            // As after a widely shared link: from 5 % to the peak within 5 % of the time, then constant, then fading.
            "spike" => new(name, Corners(seconds, peak, (0, 0.05), (0.2, 0.05), (0.25, 1), (0.6, 1), (0.75, 0.4), (0.9, 0.15), (1, 0.1))),
            "ramp" => new(name, Corners(seconds, peak, (0, 0), (1, 1))),
            "soak" => new(name, Corners(seconds, peak, (0, 1), (1, 1))),
            "find-limit" => Limit(name, peak, duration),
            _ => throw new UsageException($"there is no profile \"{name}\": write spike, ramp, soak, find-limit or revoke-a50."),
        };
    }

    private static RateCurve Corners(double seconds, double peak, params (double At, double Share)[] corners) =>
        new(corners.Select(corner => new RatePoint(corner.At * seconds, corner.Share * peak)));

    private static LoadPlan Limit(string name, double peak, TimeSpan duration)
    {
        var rates = new List<double>();
        for (var rate = peak * LimitStartShare; rate < peak * 0.999; rate *= LimitStepFactor) rates.Add(rate);
        rates.Add(peak);
        var step = TimeSpan.FromSeconds(Math.Floor(duration.TotalSeconds / rates.Count));
        if (step < LimitStepMin)
        {
            var (count, stepSeconds) = (rates.Count, LimitStepMin.TotalSeconds);
            var least = FormattableString.Invariant($"--duration {count * stepSeconds:0}s or more");
            throw new UsageException($"find-limit has {count} steps of at least {stepSeconds:0}s: write {least}.");
        }
        var points = rates.SelectMany((rate, i) =>
            new[] { new RatePoint(i * step.TotalSeconds, rate), new RatePoint((i + 1) * step.TotalSeconds, rate) });
        return new(name, new RateCurve(points)) { LimitStep = step };
    }
}
