using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Petitions.Frontend;
using Petitions.Grains.Petitions;
using Xunit;

namespace Petitions.Tests.Frontend;

public sealed partial class TextsTests
{
    public static TheoryData<string, string> Translations
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var lang in Texts.Languages.Skip(1))
            {
                rows.Add("Petitions.Frontend.Texts", lang);
                rows.Add("Petitions.Frontend.Pages.CountryNames", lang);
            }
            return rows;
        }
    }

    [Theory, MemberData(nameof(Translations))]
    public void Every_text_is_there_in_every_language_with_the_same_places_to_fill_in(string resource, string lang)
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
        var resources = new ResourceManager("Petitions.Frontend.Pages.CountryNames", typeof(Texts).Assembly);
        var names = Read(resources, CultureInfo.InvariantCulture);
        Assert.Equal(Countries.Codes.Order(StringComparer.Ordinal), names.Keys.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string> Read(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}
