namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>
/// A rate of arrivals over time, linear between its corners; two corners at one time are a step. The number of arrivals until a time is
/// the integral, and its inverse says when the n-th one comes: a schedule that no answer can change.
/// </summary>
internal sealed class RateCurve
{
    private readonly RatePoint[] _points;
    private readonly double[] _arrivedBefore;

    /// <exception cref="ArgumentException">Times fall, rates are negative, or there are fewer than two corners.</exception>
    public RateCurve(params IEnumerable<RatePoint> points)
    {
        _points = [.. points];
        if (_points.Length < 2 || _points[0].Seconds != 0) throw new ArgumentException("a curve starts at 0 and has at least two corners", nameof(points));
        _arrivedBefore = new double[_points.Length];
        for (var i = 1; i < _points.Length; i++)
        {
            var length = _points[i].Seconds - _points[i - 1].Seconds;
            if (length < 0 || _points[i].PerSecond < 0 || _points[i - 1].PerSecond < 0) throw new ArgumentException("times rise, and rates are not negative", nameof(points));
            _arrivedBefore[i] = _arrivedBefore[i - 1] + length * (_points[i].PerSecond + _points[i - 1].PerSecond) / 2;
        }
    }

    public IReadOnlyList<RatePoint> Points => _points;

    public TimeSpan Duration => TimeSpan.FromSeconds(_points[^1].Seconds);

    /// <summary>Highest rate, per second.</summary>
    public double Peak => _points.Max(point => point.PerSecond);

    /// <summary>Arrivals in all.</summary>
    public double Total => _arrivedBefore[^1];

    public RateCurve Scale(double factor) => new(_points.Select(point => point with { PerSecond = point.PerSecond * factor }));

    /// <summary>The same rates in less time: <paramref name="factor"/> seconds are played in one.</summary>
    public RateCurve Compress(double factor) => new(_points.Select(point => point with { Seconds = point.Seconds / factor }));

    /// <summary>The rate at a time; after a step, the rate that it leads to.</summary>
    public double RateAt(double seconds)
    {
        for (var i = _points.Length - 1; i > 0; i--)
        {
            var (from, to) = (_points[i - 1], _points[i]);
            if (seconds < from.Seconds || seconds > to.Seconds || to.Seconds == from.Seconds) continue;
            return from.PerSecond + (to.PerSecond - from.PerSecond) * (seconds - from.Seconds) / (to.Seconds - from.Seconds);
        }
        return 0;
    }

    /// <summary>
    /// When the integral reaches <paramref name="arrived"/>, in seconds; null when it never does. <paramref name="segment"/> is a place
    /// to start looking from, which a caller who asks for rising numbers hands back.
    /// </summary>
    public double? TimeOf(double arrived, ref int segment)
    {
        while (segment + 1 < _points.Length && arrived > _arrivedBefore[segment + 1]) segment++;
        if (segment + 1 >= _points.Length) return null;

        var (from, to) = (_points[segment], _points[segment + 1]);
        var rest = arrived - _arrivedBefore[segment];
        var length = to.Seconds - from.Seconds;
        if (rest <= 0 || length == 0) return from.Seconds;
        // The root of rate·x + slope·x²/2 = rest in the form that stays exact when the slope is nearly none.
        var slope = (to.PerSecond - from.PerSecond) / length;
        var root = Math.Sqrt(Math.Max(0, from.PerSecond * from.PerSecond + 2 * slope * rest));
        return Math.Min(to.Seconds, from.Seconds + 2 * rest / (from.PerSecond + root));
    }
}
