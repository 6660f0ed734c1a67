using System.Globalization;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>
/// Moments as SQLite keeps them: ISO 8601 in UTC, of one length, so that text sorts like time. Times of signing end at the minute.
/// </summary>
internal static class SqliteTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", MinuteFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static string WriteMinute(DateTimeOffset moment) => moment.UtcDateTime.ToString(MinuteFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(
        text, [Format, MinuteFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
