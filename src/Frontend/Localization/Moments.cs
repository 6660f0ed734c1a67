using Petitions.Grains.Documents;

namespace Petitions.Frontend.Localization;

/// <summary>Dates and times for people, in the time zone of the petition, which is named behind them.</summary>
internal static class Moments
{
    /// <summary>A moment.</summary>
    /// <param name="texts">The language.</param>
    /// <param name="at">When.</param>
    /// <param name="timeZone">Name of the zone; null is UTC.</param>
    /// <param name="pattern">Name of the text that is its format.</param>
    public static string Moment(this Texts texts, DateTimeOffset at, string? timeZone, string pattern = "Moment") =>
        PetitionZone.Format(at, timeZone, texts[pattern], texts.Culture);

    /// <summary>The end of something: midnight is shown as 24:00 of the day that ends (ISO 8601), the one that authors write.</summary>
    public static string EndMoment(this Texts texts, DateTimeOffset at, string? timeZone)
    {
        var local = TimeZoneInfo.ConvertTime(at, PetitionZone.Of(timeZone));
        if (local.TimeOfDay != TimeSpan.Zero) return texts.Moment(at, timeZone);
        var day = local.AddDays(-1).ToString(texts["Moment"], texts.Culture).Replace("00:00", "24:00", StringComparison.Ordinal);
        return $"{day} {PetitionZone.LabelOf(timeZone)}";
    }
}
