using System.Globalization;

namespace Petitions.Bench.Comparison.Signing;

/// <summary>The figures for programs: runs.csv has every run, compare.csv the medians.</summary>
internal static class SigningCsv
{
    public const string RunsHeader =
        "mode,server,round,rate,p50_ms,p99_ms,program_us,database_us,peak_mb,not_2xx,acknowledged,persons,rows,count,audit";

    public const string MediansHeader =
        "mode,server,rate,of_bare,p50_ms,p99_ms,program_us,database_us,peak_mb,not_2xx,acknowledged,persons,rows,count,audit";

    public static string LineOf(RunFigures run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.Mode},{run.Server},{run.Round},{Speed(run.Speed)},{run.PeakMb},{Audited(run.Audited)},{run.Audit}");

    /// <summary>A server whose audit failed has no speed.</summary>
    public static string LineOf(MedianFigures median) => string.Create(CultureInfo.InvariantCulture,
        $"{median.Mode},{median.Server},{Speed(median)},{median.PeakMb},{Audited(median.Audited)},{median.Audit}");

    private static string Speed(SpeedFigures speed) => string.Create(CultureInfo.InvariantCulture,
        $"{speed.AnswersPerSecond:0.0},{speed.P50Milliseconds:0.000},{speed.P99Milliseconds:0.000},"
        + $"{speed.ProgramMicroseconds:0},{speed.DatabaseMicroseconds:0}");

    private static string Speed(MedianFigures median) => median.Speed is not { } speed ? ",,,,," : string.Create(
        CultureInfo.InvariantCulture,
        $"{speed.AnswersPerSecond:0},{median.OfBare:0.000},{speed.P50Milliseconds:0.0},{speed.P99Milliseconds:0.0},"
        + $"{speed.ProgramMicroseconds:0},{speed.DatabaseMicroseconds:0}");

    private static string Audited(AuditedFigures audited) => string.Create(CultureInfo.InvariantCulture,
        $"{audited.Not2xx},{audited.Acknowledged},{audited.Persons},{OrDash(audited.Rows)},{OrDash(audited.Count)}");

    private static string OrDash(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
