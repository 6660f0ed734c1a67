using HdrHistogram;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>Percentiles in ms with three significant digits; null where nothing was measured.</summary>
internal sealed record Percentiles(double? P50, double? P90, double? P95, double? P99, double? P999, double? Max)
{
    public static Percentiles Of(HistogramBase histogram)
    {
        double? At(double percentile) => histogram.TotalCount == 0 ? null : histogram.GetValueAtPercentile(percentile) / 1000.0;
        return new(At(50), At(90), At(95), At(99), At(99.9), At(100));
    }
}
