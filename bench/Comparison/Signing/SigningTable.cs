using System.Globalization;
using Petitions.Bench.Comparison.Reporting;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>The medians as Markdown, and how some of them relate.</summary>
internal static class SigningTable
{
    public static async Task WriteAsync(TextWriter output, IReadOnlyList<MedianFigures> medians)
    {
        await MarkdownTable.WriteHeadAsync(output,
            "signers", "server", "answers/s", "of bare", "p50 ms", "p99 ms", "program CPU µs", "database CPU µs", "peak MB", "not 2xx",
            "acknowledged", "persons", "rows", "count");
        foreach (var median in medians)
        {
            await MarkdownTable.WriteRowAsync(output,
                $"{median.Mode} | {median.Server} | {SpeedCells(median)} | {median.PeakMb} | {AuditedCells(median.Audited)}");
        }
        await output.WriteLineAsync();
        foreach (var ratio in SigningRatios.Of(medians)) await output.WriteLineAsync(ratio);
    }

    // A server whose audit failed has no speed.
    private static FormattableString SpeedCells(MedianFigures median)
    {
        if (median.Speed is not { } speed) return $"{median.Audit} | | | | |";
        var database = speed.DatabaseMicroseconds > 0 ? speed.DatabaseMicroseconds.ToString("0", CultureInfo.InvariantCulture) : "-";
        FormattableString times = $"{speed.P50Milliseconds:0.0} | {speed.P99Milliseconds:0.0} | {speed.ProgramMicroseconds:0} | {database}";
        return $"{speed.AnswersPerSecond:0} | {median.OfBare:0.00} | {times}";
    }

    private static FormattableString AuditedCells(AuditedFigures audited) =>
        $"{audited.Not2xx} | {audited.Acknowledged} | {audited.Persons} | {OrDash(audited.Rows)} | {OrDash(audited.Count)}";

    private static string OrDash(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
