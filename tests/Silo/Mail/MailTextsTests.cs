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
    public void Every_text_is_there_in_every_language_with_the_same_places_to_fill_in(string lang)
    {
        var (english, other) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo(lang)));
        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(other[text.Key])));
    }

    [Theory]
    [InlineData("de-AT", "en", "de"), InlineData("DE", "en", "de"), InlineData("en-GB", "de", "en")]
    [InlineData(null, "de", "de"), InlineData("fr-FR", "de", "de"), InlineData(null, "fr", "en"), InlineData("../de", "en", "en")]
    public void A_mail_speaks_the_signers_language_or_the_petitions(string? locale, string petition, string lang) =>
        Assert.Equal(lang, MailTexts.For(locale, petition).Lang);

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        new ResourceManager("Petitions.Silo.Mail.MailTexts", typeof(MailTexts).Assembly).GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
