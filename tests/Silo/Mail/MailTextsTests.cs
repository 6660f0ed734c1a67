using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

public sealed partial class MailTextsTests
{
    public static TheoryData<string> Translations => [.. MailTexts.Languages.Skip(1)];

    [Theory, MemberData(nameof(Translations))]
    public void Every_text_exists_in_every_language_with_the_same_placeholders(string lang)
    {
        var (english, other) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo(lang)));
        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(other[text.Key])));
    }

    [Theory]
    [InlineData("de-AT", "en", "de"), InlineData("DE", "en", "de"), InlineData("en-GB", "de", "en")]
    [InlineData(null, "de", "de"), InlineData("fr-FR", "de", "de"), InlineData(null, "fr", "en"), InlineData("../de", "en", "en")]
    public void A_mail_is_in_the_signers_language_or_the_petitions(string? locale, string petition, string lang) =>
        Assert.Equal(lang, MailTexts.For(locale, petition).Lang);

    [Theory]
    [InlineData("en", null, "31 December 2026, 23:00 UTC")]
    [InlineData("de", null, "31. Dezember 2026, 23:00 Uhr UTC")]
    [InlineData("de", "Europe/Vienna", "1. Januar 2027, 00:00 Uhr (Europe/Vienna)")]
    public void A_mail_shows_the_time_zone_of_the_petition(string lang, string? zone, string shown) =>
        Assert.Equal(shown, MailTexts.For(lang, "en").Moment(new(2026, 12, 31, 23, 0, 0, TimeSpan.Zero), zone));

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        new ResourceManager("Petitions.Silo.Mail.MailTexts", typeof(MailTexts).Assembly)
            .GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
