using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Reporting;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>The folder of <c>--out</c>.</summary>
internal static class ResultFolder
{
    private const string Runs = "runs.csv", Medians = "compare.csv", Chart = "compare.svg";

    /// <summary>Before anything is measured.</summary>
    /// <exception cref="UsageException">The folder could not be made or written.</exception>
    public static void Check(string folder) => ReportFolder.Check(folder);

    /// <summary>The chart is left out where no audit holds.</summary>
    public static async Task WriteAsync(
        string folder, IReadOnlyList<RunFigures> runs, IReadOnlyList<MedianFigures> medians, TextWriter progress)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, Runs), [SigningCsv.RunsHeader, .. runs.Select(SigningCsv.LineOf)]);
        await File.WriteAllLinesAsync(Path.Combine(folder, Medians), [SigningCsv.MediansHeader, .. medians.Select(SigningCsv.LineOf)]);
        var good = medians.Where(median => median.Speed is not null).ToList();
        if (good.Count == 0) await progress.WriteLineAsync("no audit holds: there is nothing to draw");
        else await File.WriteAllTextAsync(Path.Combine(folder, Chart), SpeedChart.Draw(good));
    }
}
