using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Reporting;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Reading;

/// <summary>Medians of this program beside the bare server.</summary>
/// <param name="BarePerSecond">Answers of the bare server per second.</param>
/// <param name="PerSecond">Answers of this program per second.</param>
/// <param name="P50Milliseconds">Half of its answers came within this.</param>
/// <param name="P99Milliseconds">99 of 100 of its answers came within this.</param>
/// <param name="ProgramMicroseconds">Its CPU time for each answer.</param>
/// <param name="Others">Wrong and missing answers of both, in all rounds.</param>
internal sealed record ReadComparisonFigures(
    double BarePerSecond, double PerSecond, double P50Milliseconds, double P99Milliseconds, double ProgramMicroseconds, long Others)
{
    public double OfBare => PerSecond / BarePerSecond;
}

/// <summary>The same answer is read from both servers in turn, after a round that warms them up.</summary>
internal static class ReadingRounds
{
    public static async Task<ReadComparisonFigures> MeasureAsync(
        ComparisonOptions options, Server bare, Server product, RecordedAnswer answer, int status, CancellationToken cancel)
    {
        var ofBare = new ReadingLoad(new Uri(bare.Address, answer.BarePath), status, answer.Tag);
        var ofProduct = new ReadingLoad(new Uri(product.Address, answer.Path), status, answer.Tag);
        await ofBare.RunAsync(options.WarmUpSeconds, cancel);
        await ofProduct.RunAsync(options.WarmUpSeconds, cancel);

        var (bareRuns, runs, cpu) = (new List<ReadingFigures>(), new List<ReadingFigures>(), new List<double>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            bareRuns.Add(await ofBare.RunAsync(options.Seconds, cancel));
            var before = product.CpuMicroseconds;
            var run = await ofProduct.RunAsync(options.Seconds, cancel);
            runs.Add(run);
            cpu.Add((product.CpuMicroseconds - before) / (double)Math.Max(run.Answers, 1));
        }
        return new(
            Median.Of(bareRuns.Select(run => run.PerSecond)), Median.Of(runs.Select(run => run.PerSecond)),
            Median.Of(runs.Select(run => run.P50Milliseconds)), Median.Of(runs.Select(run => run.P99Milliseconds)), Median.Of(cpu),
            bareRuns.Concat(runs).Sum(run => run.Others));
    }
}
