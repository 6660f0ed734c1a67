using System.Collections.Immutable;
using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class LanguageLookupTests
{
    [Theory]
    [InlineData("de", "en,de", "de")]
    [InlineData("DE-at", "en,de", "de")]
    [InlineData("de_AT", "en,de", "de")]
    [InlineData("de-CH-1996", "en,de,de-CH", "de-CH")]
    [InlineData("zh-Hant-CN-x-private1-private2", "zh,zh-Hant", "zh-Hant")]
    [InlineData("zh-Hant-x-y", "zh,zh-Hant-x,zh-Hant", "zh-Hant")]
    [InlineData("en", "de,en-GB", "en-GB")]
    [InlineData("en-US", "de,en-GB", "en-GB")]
    [InlineData("en-US", "en-GB,en", "en")]
    [InlineData("pt-PT", "en,fr,pt-BR", "pt-BR")]
    [InlineData("zh-Hant-TW", "zh-Hans,zh-Hant-HK", "zh-Hant-HK")]
    [InlineData("e", "en", null)]
    [InlineData("en-", "en", "en")]
    [InlineData("eng", "en", null)]
    [InlineData("fr", "en,de", null)]
    [InlineData("*", "en,de", null)]
    [InlineData("", "en,de", null)]
    [InlineData(null, "en,de", null)]
    [InlineData("-", "en", null)]
    public void A_range_finds_the_language_that_fits_best(string? range, string languages, string? expected)
    {
        ImmutableArray<string> tags = [.. languages.Split(',')];
        var found = LanguageLookup.Find(range, tags, static tag => tag);
        Assert.Equal(expected, found < 0 ? null : tags[found]);
    }
}
