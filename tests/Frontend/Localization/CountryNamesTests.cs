using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Frontend.Localization;

public sealed class CountryNamesTests
{
    [Theory]
    [InlineData("de", "Afghanistan", "Ägypten", "Ålandinseln", "Albanien")]
    [InlineData("de", "Oman", "Österreich", "Pakistan")]
    [InlineData("de", "Kosovo", "Kroatien", "Kuba")]
    [InlineData("en", "Afghanistan", "Åland Islands", "Albania")]
    [InlineData("en", "Qatar", "Réunion", "Romania")]
    [InlineData("en", "Kiribati", "Kosovo", "Kuwait")]
    public void Countries_are_sorted_as_their_language_sorts(string lang, params string[] expected)
    {
        var names = CountryNames.In(Texts.Find(lang)!).Select(country => country.Name).ToList();
        Assert.Equal(expected, names.Skip(names.IndexOf(expected[0])).Take(expected.Length));
    }

    [Fact]
    public void Every_country_is_in_the_list_once_and_Kosovo_too()
    {
        var codes = CountryNames.In(Texts.English).Select(country => country.Code).ToList();
        Assert.Equal(Countries.Codes.Order(StringComparer.Ordinal), codes.Order(StringComparer.Ordinal));
        Assert.Equal(250, codes.Count);
        Assert.Equal("Kosovo", CountryNames.Of("XK", Texts.Find("de")!));
    }
}
