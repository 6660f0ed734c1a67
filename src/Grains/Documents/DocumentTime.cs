using System.Globalization;

namespace Petitions.Grains.Documents;

/// <summary>Moments as authors write them: ISO 8601 with an offset, or a date alone.</summary>
public static class DocumentTime
{
    /// <summary>What to write, for messages.</summary>
    public const string Form = "write both with the offset, such as 2026-01-31T08:00:00+01:00, or a date";

    // ISO 8601 with an offset.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>The moment in UTC; false when it cannot be read.</summary>
    /// <param name="stated">What is written.</param>
    /// <param name="zone">Where a date alone is a day.</param>
    /// <param name="isEnd">A date alone is the end of the day, which belongs to it, and not its beginning.</param>
    /// <param name="moment">The moment.</param>
    public static bool TryParse(string stated, TimeZoneInfo zone, bool isEnd, out DateTimeOffset moment)
    {
        if (DateOnly.TryParseExact(stated, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1 and < 9999)
        {
            moment = PetitionZone.BeginningOf(isEnd ? day.AddDays(1) : day, zone);
            return true;
        }
        var isRead = DateTimeOffset.TryParseExact(
            stated, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        moment = moment.ToUniversalTime();
        return isRead;
    }

    /// <summary>A moment in UTC in the form that documents have.</summary>
    public static string Write(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
