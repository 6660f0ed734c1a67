namespace Petitions.Grains.Counting;

/// <summary>The count of a petition at the end of one minute, or so far in the current minute.</summary>
/// <param name="Minute">Start of the minute, in whole minutes since 1970-01-01 UTC.</param>
/// <param name="Total">Signatures in state counted. Valid until the next point, because an unchanged total is not stored again.</param>
[GenerateSerializer, Immutable, Alias("petitions.count-point")]
public readonly record struct CountPoint([property: Id(0)] int Minute, [property: Id(1)] long Total)
{
    /// <summary>Minutes in an hour.</summary>
    public const int MinutesPerHour = 60;

    /// <summary>The minute that contains <paramref name="at"/>.</summary>
    public static int MinuteOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 60);

    /// <summary>When <paramref name="minute"/> begins.</summary>
    public static DateTimeOffset BeginOf(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);

    /// <summary>The first minute of the hour that contains <paramref name="minute"/>.</summary>
    public static int HourOf(int minute) => minute - minute % MinutesPerHour;
}
