using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Localization;

public sealed class PageLanguageTests
{
    [Theory]
    [InlineData("de", null, "de")]
    [InlineData("de", "fr", "de")]
    [InlineData("de", "en", "en")]
    [InlineData("en", "de", "de")]
    [InlineData("fr", null, "en")]
    public void Shared_content_has_the_requested_language_or_the_letters_or_English(string letter,
        string? asked, string lang)
    {
        var petition = SamplePetition.Open with { Texts = [SamplePetition.Open.Texts[0] with { Lang = letter }] };
        Assert.Equal(lang, PageLanguage.ForOtherSites(petition, asked).Lang);
    }
}
