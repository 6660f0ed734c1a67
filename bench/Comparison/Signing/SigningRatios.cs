namespace Petitions.Bench.Comparison.Signing;

/// <summary>What two lines of the table say together.</summary>
internal static class SigningRatios
{
    public static IEnumerable<string> Of(IReadOnlyList<MedianFigures> medians)
    {
        foreach (var store in new[] { "this-postgres", "this-sqlite" })
        {
            if (Ratio(RateOf("many", store), RateOf("new", store)) is { } many)
                yield return FormattableString.Invariant($"1,000 petitions against one on {store}: {many:0.00}");
            if (Ratio(RateOf("stored", $"{store}-stored"), RateOf("stored", store)) is { } stored)
                yield return FormattableString.Invariant($"Ten million stored against none on {store}: {stored:0.00}");
        }
        if (Ratio(CpuOf("new", "this-cluster"), CpuOf("new", "this-postgres")) is { } cpu)
            yield return FormattableString.Invariant($"CPU of front end and silos against one process: {cpu:0.00}");

        double? RateOf(string mode, string server) => SpeedOf(mode, server)?.AnswersPerSecond;
        double? CpuOf(string mode, string server) => SpeedOf(mode, server)?.ProgramMicroseconds;
        SpeedFigures? SpeedOf(string mode, string server) =>
            medians.FirstOrDefault(median => median.Mode == mode && median.Server == server)?.Speed;
    }

    private static double? Ratio(double? one, double? other) => other > 0 ? one / other : null;
}
