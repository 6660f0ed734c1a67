using Petitions.Grains.Documents;
using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Countries are found by the names that people write below an address.</summary>
public sealed class CountryNamesTests
{
    [Theory]
    [InlineData("USA", "US"), InlineData("U.S.A.", "US"), InlineData("Vereinigte Staaten", "US"), InlineData("États-Unis", "US")]
    [InlineData("ÖSTERREICH", "AT"), InlineData("Republik Österreich", "AT"), InlineData("Autriche", "AT")]
    [InlineData("The Netherlands", "NL")]
    [InlineData("Cote d'Ivoire", "CI"), InlineData("Großbritannien", "GB"), InlineData("Türkiye", "TR")]
    [InlineData("Islamic Republic of Iran", "IR")]
    public void A_name_is_found(string name, string code) => Assert.Equal(code, CountryNames.Find(name));

    [Theory, InlineData(""), InlineData("Wien"), InlineData("Jane Tully"), InlineData("Republic of"), InlineData("the")]
    public void Other_words_are_no_country(string name) => Assert.Null(CountryNames.Find(name));

    [Fact]
    public void Every_country_of_the_documents_has_names() =>
        Assert.Equal(Countries.Codes.Order(), CountryNames.All.Distinct().Order());
}
