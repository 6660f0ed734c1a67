using Petitions.Frontend.Localization;
using Xunit;

namespace Petitions.Tests.Frontend.Localization;

public sealed class MomentsTests
{
    private static readonly DateTimeOffset EndOfYear = new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", null, "31 December 2026, 23:00 UTC")]
    [InlineData("de", null, "31. Dezember 2026, 23:00 Uhr UTC")]
    [InlineData("en", "Europe/Vienna", "1 January 2027, 00:00 (Europe/Vienna)")]
    [InlineData("en", "Nowhere/Else", "31 December 2026, 23:00 UTC")]
    public void A_moment_is_shown_in_the_zone_of_the_petition(string lang, string? zone, string shown) =>
        Assert.Equal(shown, Texts.Find(lang)!.Moment(EndOfYear, zone));

    [Theory]
    [InlineData("en", "Europe/Vienna", "31 December 2026, 24:00 (Europe/Vienna)")]
    [InlineData("de", "Europe/Vienna", "31. Dezember 2026, 24:00 Uhr (Europe/Vienna)")]
    [InlineData("en", null, "31 December 2026, 23:00 UTC")]
    public void An_end_at_midnight_is_the_end_of_the_day_before(string lang, string? zone, string shown) =>
        Assert.Equal(shown, Texts.Find(lang)!.EndMoment(EndOfYear, zone));
}
