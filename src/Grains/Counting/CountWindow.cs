namespace Petitions.Grains.Counting;

/// <summary>
/// The visible part of a count history: one point per minute for the last 24 hours, one point per hour before that. Both parts start at a
/// full hour, so that whole hours are shown and thinned out.
/// </summary>
/// <param name="HoursFrom">First minute of the hourly part.</param>
/// <param name="MinutesFrom">First minute of the minutely part, and end of the hourly part.</param>
/// <param name="Until">The current minute, which is not visible yet.</param>
public readonly record struct CountWindow(int HoursFrom, int MinutesFrom, int Until)
{
    /// <summary>Full hours in the minutely part, in addition to the current hour.</summary>
    public const int HoursByMinute = 24;

    /// <summary>Hours in the hourly part: 2 years. Older points are kept in the database and not shown.</summary>
    public const int HoursMax = 2 * 365 * 24;

    /// <summary>Maximum number of points in the minutely part.</summary>
    public const int MinutesMax = (HoursByMinute + 1) * CountPoint.MinutesPerHour;

    /// <summary>The window at <paramref name="now"/>.</summary>
    public static CountWindow At(DateTimeOffset now)
    {
        var until = CountPoint.MinuteOf(now);
        var minutesFrom = CountPoint.HourOf(until) - HoursByMinute * CountPoint.MinutesPerHour;
        return new(minutesFrom - HoursMax * CountPoint.MinutesPerHour, minutesFrom, until);
    }
}
