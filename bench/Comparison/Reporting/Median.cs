namespace Petitions.Bench.Comparison.Reporting;

/// <summary>The middle of several rounds: one that was disturbed moves it little.</summary>
internal static class Median
{
    /// <summary>Of an even number of values, the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
