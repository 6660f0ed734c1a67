namespace Petitions.Grains.Counting;

/// <summary>
/// What of a petition's history is shown at one moment: minute by minute for the last day, before that one point per hour. Both parts begin
/// with a whole hour, so that an hour is shown, and thinned out, as a whole.
/// </summary>
/// <param name="HoursFrom">First minute of the part by hours.</param>
/// <param name="MinutesFrom">First minute of the part by minutes, which is the end of the part by hours.</param>
/// <param name="Until">The minute under way, which is not shown yet.</param>
public readonly record struct CountWindow(int HoursFrom, int MinutesFrom, int Until)
{
    /// <summary>Hours by the minute, beside the hour under way.</summary>
    public const int HoursByMinute = 24;

    /// <summary>Hours before them: two years. What is older is kept and not shown.</summary>
    public const int HoursMax = 2 * 365 * 24;

    /// <summary>Points by the minute, at most.</summary>
    public const int MinutesMax = (HoursByMinute + 1) * CountPoint.MinutesPerHour;

    /// <summary>What is shown at <paramref name="now"/>.</summary>
    public static CountWindow At(DateTimeOffset now)
    {
        var until = CountPoint.MinuteOf(now);
        var minutesFrom = CountPoint.HourOf(until) - HoursByMinute * CountPoint.MinutesPerHour;
        return new(minutesFrom - HoursMax * CountPoint.MinutesPerHour, minutesFrom, until);
    }
}
