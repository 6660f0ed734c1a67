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
    public void What_others_show_to_everybody_is_in_the_language_asked_for_or_that_of_the_letter_or_English(string letter, string? asked, string lang)
    {
        var petition = SamplePetition.Open with { Texts = [SamplePetition.Open.Texts[0] with { Lang = letter }] };
        Assert.Equal(lang, PageLanguage.ForOtherSites(petition, asked).Lang);
    }
}
