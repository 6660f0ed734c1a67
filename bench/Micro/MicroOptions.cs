using BenchmarkDotNet.Reports;

namespace Petitions.Bench.Micro;

/// <summary>
/// What this run is asked for beyond BenchmarkDotNet's own options. Static, because BenchmarkDotNet makes the benchmark classes itself
/// and asks them for their parameters before anything could be handed to them.
/// </summary>
internal static class MicroOptions
{
    private const string Smoke = "--smoke", Long = "--long";

    // These run nothing and are well when they have said something.
    private static readonly string[] Questions = ["--list", "--help", "--version", "--info"];

    /// <summary><c>--smoke</c>: everything once and small, to see that it runs. Its figures mean nothing.</summary>
    public static bool IsSmoke { get; private set; }

    /// <summary><c>--long</c>: also with ten million rows, which take minutes to prepare and 8 GB of disk.</summary>
    public static bool IsLong { get; private set; }

    /// <summary>How many signatures a database holds before it is measured.</summary>
    public static IReadOnlyList<int> RowCounts => IsSmoke ? [1_000] : IsLong ? [0, 1_000_000, 10_000_000] : [0, 1_000_000];

    /// <summary>
    /// Takes the own options and returns the others, which are for BenchmarkDotNet. A smoke run that names nothing runs all.
    /// </summary>
    public static string[] Read(string[] arguments)
    {
        (IsSmoke, IsLong) = (arguments.Contains(Smoke), arguments.Contains(Long));
        var others = arguments.Where(argument => argument is not (Smoke or Long)).ToArray();
        return IsSmoke && !others.Contains("--filter") && !others.Contains("-f") ? [.. others, "--filter", "*"] : others;
    }

    /// <summary>0 when every benchmark that was asked for has a figure, 1 when one has none, 2 when there was nothing to run.</summary>
    public static int ExitCode(string[] options, IReadOnlyList<Summary> summaries)
    {
        if (summaries.Count == 0) return options.Any(Questions.Contains) ? 0 : 2;
        return summaries.All(summary =>
            !summary.HasCriticalValidationErrors
            && summary.GetNumberOfExecutedBenchmarks() == summary.BenchmarksCases.Length
            && summary.Reports.All(report => report.Success && report.ResultStatistics is not null))
            ? 0 : 1;
    }
}
