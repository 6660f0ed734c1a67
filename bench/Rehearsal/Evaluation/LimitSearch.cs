using HdrHistogram;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Schedule;

namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>Evaluates each step of a load that rises in steps, and ends at the first step that misses an objective.</summary>
internal sealed class LimitSearch(LoadPlan plan, IReadOnlyList<Objective> objectives, TimeSpan lagMax)
{
    private const double SettlesWithinSeconds = 1.5;

    private readonly double _step = plan.LimitStep!.Value.TotalSeconds;
    private readonly LongHistogram _latency = LoadMeter.NewHistogram(), _lag = LoadMeter.NewHistogram();
    private long _offered, _acknowledged, _refused, _failed, _unknown;
    private int _number;
    private double _good;

    /// <summary>Set when the search is over.</summary>
    public Limit? Found { get; private set; }

    /// <summary>Takes the statistics of a second; true when the load shall end.</summary>
    public bool Add(SecondStatistics second, LongHistogram latency, LongHistogram lag)
    {
        if (Found is not null) return true;
        // A program that was just started compiles its code in the first second; that is not its limit.
        if (second.At < SettlesWithinSeconds) return false;
        _latency.Add(latency);
        _lag.Add(lag);
        (_offered, _acknowledged, _refused) = (_offered + second.Offered, _acknowledged + second.Acknowledged, _refused + second.Refused);
        (_failed, _unknown) = (_failed + second.Failed, _unknown + second.Unknown);
        if (second.At < (_number + 1) * _step) return false;

        var rate = plan.Curve.RateAt((_number + 0.5) * _step);
        var figures = Figures();
        if (figures.Lag.P99 > lagMax.TotalMilliseconds)
            Found = new(_good, rate, $"the generator fell behind by {figures.Lag.P99:0} ms", IsGeneratorLimit: true);
        else if (objectives.FirstOrDefault(objective => objective.IsLoadMetric && !objective.IsMet(figures)) is { } missed)
            Found = new(_good, rate, $"{missed.Text} was not met: {ValueOf(missed, figures)}", IsGeneratorLimit: false);
        else
            _good = rate;
        _number++;
        if (Found is null && (_number + 0.5) * _step > plan.Curve.Duration.TotalSeconds)
            Found = new(_good, null, "the peak was reached", IsGeneratorLimit: false);
        Reset();
        return Found is not null;
    }

    private static string ValueOf(Objective objective, RunFigures figures) =>
        FormattableString.Invariant($"{objective.ValueOf(figures):0.##}{(objective.Unit == "s" ? "ms" : objective.Unit)}");

    private RunFigures Figures() => new()
    {
        Offered = _offered, Acknowledged = _acknowledged, Refused = _refused, Failed = _failed, Unknown = _unknown, Unsent = 0,
        Lost = 0, Doubled = 0, Latency = Percentiles.Of(_latency), Lag = Percentiles.Of(_lag),
        StalenessMaxMs = null, SeenP99Ms = null, MemoryMaxMb = null, RecoveryMax = null,
    };

    private void Reset()
    {
        (_offered, _acknowledged, _refused, _failed, _unknown) = (0, 0, 0, 0, 0);
        _latency.Reset();
        _lag.Reset();
    }
}
