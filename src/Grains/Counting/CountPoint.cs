namespace Petitions.Grains.Counting;

/// <summary>The count of a petition at the end of one minute; of the minute under way, so far.</summary>
/// <param name="Minute">Whole minutes since 1970 in UTC: the minute that begins then.</param>
/// <param name="Total">Signatures in state counted. It stands until the next point, because an unmoved total is not stored again.</param>
[GenerateSerializer, Immutable, Alias("petitions.count-point")]
public readonly record struct CountPoint([property: Id(0)] int Minute, [property: Id(1)] long Total)
{
    /// <summary>Minutes in an hour.</summary>
    public const int MinutesPerHour = 60;

    /// <summary>The minute that <paramref name="at"/> lies in.</summary>
    public static int MinuteOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 60);

    /// <summary>When <paramref name="minute"/> begins.</summary>
    public static DateTimeOffset BeginOf(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);

    /// <summary>The first minute of the hour that <paramref name="minute"/> lies in.</summary>
    public static int HourOf(int minute) => minute - minute % MinutesPerHour;
}
