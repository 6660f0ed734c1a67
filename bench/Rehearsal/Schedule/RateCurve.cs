namespace Petitions.Bench.Rehearsal.Schedule;

/// <summary>
/// A rate of arrivals over time, linear between its points; two points at one time are a step. The integral is the number of arrivals until
/// a time; its inverse is the time of the n-th arrival. So the schedule does not depend on answers.
/// </summary>
internal sealed class RateCurve
{
    private readonly RatePoint[] _points;
    private readonly double[] _arrivedBefore;

    /// <exception cref="ArgumentException">Times fall, rates are negative, or there are fewer than two points.</exception>
    public RateCurve(params IEnumerable<RatePoint> points)
    {
        _points = [.. points];
        if (_points.Length < 2 || _points[0].Seconds != 0)
            throw new ArgumentException("a curve starts at 0 and has at least two points", nameof(points));
        _arrivedBefore = new double[_points.Length];
        for (var i = 1; i < _points.Length; i++)
        {
            var length = _points[i].Seconds - _points[i - 1].Seconds;
            if (length < 0 || _points[i].PerSecond < 0 || _points[i - 1].PerSecond < 0)
                throw new ArgumentException("times rise, and rates are not negative", nameof(points));
            _arrivedBefore[i] = _arrivedBefore[i - 1] + length * (_points[i].PerSecond + _points[i - 1].PerSecond) / 2;
        }
    }

    public IReadOnlyList<RatePoint> Points => _points;

    public TimeSpan Duration => TimeSpan.FromSeconds(_points[^1].Seconds);

    /// <summary>Highest rate, per second.</summary>
    public double Peak => _points.Max(point => point.PerSecond);

    /// <summary>Number of arrivals.</summary>
    public double Total => _arrivedBefore[^1];

    public RateCurve Scale(double factor) =>
        new(_points.Select(point => point with { PerSecond = point.PerSecond * factor }));

    /// <summary>The same rates in less time: <paramref name="factor"/> seconds become one.</summary>
    public RateCurve Compress(double factor) =>
        new(_points.Select(point => point with { Seconds = point.Seconds / factor }));

    /// <summary>The rate at a time; at a step, the rate after it.</summary>
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
    /// When the integral reaches <paramref name="arrived"/>, in seconds; null when it does not. <paramref name="segment"/> is where the
    /// search starts; a caller with rising numbers passes it back.
    /// </summary>
    public double? TimeOf(double arrived, ref int segment)
    {
        while (segment + 1 < _points.Length && arrived > _arrivedBefore[segment + 1]) segment++;
        if (segment + 1 >= _points.Length) return null;

        var (from, to) = (_points[segment], _points[segment + 1]);
        var rest = arrived - _arrivedBefore[segment];
        var length = to.Seconds - from.Seconds;
        if (rest <= 0 || length == 0) return from.Seconds;
        // The root of rate·x + slope·x²/2 = rest, in the form that stays exact for a slope near zero.
        var slope = (to.PerSecond - from.PerSecond) / length;
        var root = Math.Sqrt(Math.Max(0, from.PerSecond * from.PerSecond + 2 * slope * rest));
        return Math.Min(to.Seconds, from.Seconds + 2 * rest / (from.PerSecond + root));
    }
}
