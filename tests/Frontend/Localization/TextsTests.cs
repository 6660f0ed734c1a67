using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Petitions.Silo.Mail;
using Xunit;

namespace Petitions.Tests.Frontend.Localization;

public sealed partial class TextsTests
{
    public static TheoryData<string, string> Translations
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var lang in Texts.Languages.Skip(1))
            {
                rows.Add("Petitions.Frontend.Localization.Texts", lang);
                rows.Add("Petitions.Frontend.Localization.CountryNames", lang);
                rows.Add("Petitions.Frontend.Localization.LanguageNames", lang);
            }
            return rows;
        }
    }

    [Theory, MemberData(nameof(Translations))]
    public void Every_text_exists_in_every_language_with_the_same_placeholders(string resource, string lang)
    {
        var resources = new ResourceManager(resource, typeof(Texts).Assembly);
        var english = Read(resources, CultureInfo.InvariantCulture);
        var other = Read(resources, CultureInfo.GetCultureInfo(lang));
        Assert.Equal(english.Keys.Order(), other.Keys.Order());
        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(other[text.Key])));
    }

    [Fact]
    public void Every_country_has_a_name()
    {
        var resources = new ResourceManager("Petitions.Frontend.Localization.CountryNames", typeof(Texts).Assembly);
        var names = Read(resources, CultureInfo.InvariantCulture);
        Assert.Equal(Countries.Codes.Order(StringComparer.Ordinal), names.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("de", "German", "Deutsch")]
    [InlineData("de-AT", "German (Austria)", "Deutsch (Österreich)")]
    [InlineData("EN-gb", "English (United Kingdom)", "Englisch (Vereinigtes Königreich)")]
    [InlineData("zh-Hant-TW", "Chinese (Hant, Taiwan)", "Chinesisch (Hant, Taiwan)")]
    [InlineData("qqq-AT", "qqq-AT", "qqq-AT")]
    public void A_language_is_called_by_its_name_in_the_language_of_the_page(string tag, string english, string german) =>
        Assert.Equal((english, german), (LanguageNames.Of(tag, Texts.English), LanguageNames.Of(tag, Texts.Find("de")!)));

    /// <summary>
    /// One word for one thing: "Mail" alone, "email" and "mail" are others' words for what both languages here call e-mail.
    /// </summary>
    [Theory, InlineData("Petitions.Frontend.Localization.Texts"), InlineData("Petitions.Silo.Mail.MailTexts")]
    public void Every_text_says_e_mail_and_nothing_else(string resource)
    {
        var resources = new ResourceManager(resource, resource.Contains("Silo", StringComparison.Ordinal) ? typeof(MailTexts).Assembly : typeof(Texts).Assembly);
        foreach (var culture in Texts.Languages.Select((lang, i) => i == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(lang)))
            Assert.All(Read(resources, culture).Values, text => Assert.DoesNotMatch(OtherWordForEmail(), text));
    }

    private static Dictionary<string, string> Read(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<!e-)\bmail(s|ed)?\b|\bemail", RegexOptions.IgnoreCase)]
    private static partial Regex OtherWordForEmail();
}
