using System.Globalization;
using Petitions.Bench.Comparison.Servers;

namespace Petitions.Bench.Comparison.Load;

/// <summary>What a reading load measured.</summary>
/// <param name="Answers">Those that were expected.</param>
/// <param name="Others">Other answers, and requests without one.</param>
/// <param name="PerSecond">Expected answers per second.</param>
/// <param name="P50Milliseconds">Half of the answers came within this.</param>
/// <param name="P99Milliseconds">99 of 100 answers came within this.</param>
internal sealed record ReadingFigures(long Answers, long Others, double PerSecond, double P50Milliseconds, double P99Milliseconds);

/// <summary>Many readers ask for the same address again and again, as fast as they are answered.</summary>
/// <param name="Address">What they read.</param>
/// <param name="Status">The answer that is expected: 200, or 304 to readers who hold the answer already.</param>
/// <param name="Tag">The ETag of what they hold.</param>
internal sealed record ReadingLoad(Uri Address, int Status, string Tag)
{
    private const string Script = "read.lua";

    /// <exception cref="MeasurementException">wrk failed.</exception>
    public async Task<ReadingFigures> RunAsync(int seconds, CancellationToken cancel)
    {
        Dictionary<string, string> settings = new()
        {
            ["EXPECT"] = Status.ToString(CultureInfo.InvariantCulture),
            ["IF_NONE_MATCH"] = Status == 304 ? Tag : "",
        };
        using var wrk = Wrk.Start(Script, Address, seconds, settings);
        try
        {
            await wrk.WaitAsync(cancel);
            return Read(Wrk.FiguresOf(wrk));
        }
        finally
        {
            await wrk.KillAsync();
        }
    }

    private static ReadingFigures Read(double[] figures) => figures is [var answers, var others, var perSecond, var p50, var p99]
        ? new((long)answers, (long)others, perSecond, p50, p99)
        : throw new MeasurementException($"{Script} printed {figures.Length} figures");
}
