using Petitions.Frontend.Signing;
using Xunit;

namespace Petitions.Tests.Frontend.Signing;

public sealed class LocaleHintTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de-AT")]
    [InlineData("de_DE", "de-DE")]
    [InlineData("de_AT.UTF-8", "de-AT")]
    [InlineData("sr_RS@latin", "sr-RS")]
    [InlineData("zh_Hant_TW", "zh-Hant-TW")]
    [InlineData("de-DE-u-co-phonebk", "de-DE-u-co-phonebk")]
    [InlineData(" de-AT\n", "de-AT")]
    [InlineData("\uFEFFde", "de")]
    public void A_language_is_understood(string sent, string tag) => Assert.Equal(tag, LocaleHint.Read(sent));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("german")]
    [InlineData("C")]
    [InlineData("C.UTF-8")]
    [InlineData("*")]
    [InlineData("de,en;q=0.5")]
    [InlineData("de\u0000")]
    [InlineData("\uD800")]
    [InlineData("de-abcdefgh-abcdefgh-abcdefgh-abcdefgh")]
    public void Anything_else_is_as_if_it_were_missing(string? sent) => Assert.Null(LocaleHint.Read(sent));
}
