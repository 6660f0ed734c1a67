using BenchmarkDotNet.Reports;

namespace Petitions.Bench.Micro;

/// <summary>
/// Command line options beyond BenchmarkDotNet's own. Static, because BenchmarkDotNet creates the benchmark classes and reads their
/// parameters before anything can be injected.
/// </summary>
internal static class MicroOptions
{
    private const string Smoke = "--smoke", Long = "--long";

    // These run no benchmark and succeed.
    private static readonly string[] Questions = ["--list", "--help", "--version", "--info"];

    /// <summary><c>--smoke</c>: every benchmark once with little data, to see that it runs. Its figures mean nothing.</summary>
    public static bool IsSmoke { get; private set; }

    /// <summary><c>--long</c>: also with 10 million rows, which take minutes to prepare and 8 GB of disk.</summary>
    public static bool IsLong { get; private set; }

    /// <summary>Numbers of signatures that databases hold before a measurement.</summary>
    public static IReadOnlyList<int> RowCounts => IsSmoke ? [1_000] : IsLong ? [0, 1_000_000, 10_000_000] : [0, 1_000_000];

    /// <summary>
    /// Reads these options and returns the others, for BenchmarkDotNet. A smoke run without a filter runs all.
    /// </summary>
    public static string[] Read(string[] arguments)
    {
        (IsSmoke, IsLong) = (arguments.Contains(Smoke), arguments.Contains(Long));
        var others = arguments.Where(argument => argument is not (Smoke or Long)).ToArray();
        return IsSmoke && !others.Contains("--filter") && !others.Contains("-f") ? [.. others, "--filter", "*"] : others;
    }

    /// <summary>0 when every selected benchmark has a result, 1 when one has none, 2 when none was selected.</summary>
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
