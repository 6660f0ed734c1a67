using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class CountriesTests
{
    [Fact]
    public void There_are_249_codes_of_two_capital_letters_and_that_of_Kosovo()
    {
        Assert.Equal(249 + 1, Countries.Codes.Count);
        Assert.All(Countries.Codes, code => Assert.Matches("^[A-Z]{2}$", code));
    }

    [Theory]
    [InlineData("AT"), InlineData("DE"), InlineData("US"), InlineData("AU"), InlineData("NO"), InlineData("ZW"), InlineData("XK")]
    public void An_assigned_code_is_a_country(string code) => Assert.True(Countries.IsCountry(code));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("at"), InlineData("AUT"), InlineData("AT\n")]
    [InlineData("UK"), InlineData("EU"), InlineData("AN")]
    public void Anything_else_is_invalid(string? code) => Assert.False(Countries.IsCountry(code));
}
