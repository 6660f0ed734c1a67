using Microsoft.AspNetCore.Http;
using Petitions.Frontend.Localization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.Localization;

public sealed class PageLanguageTests
{
    [Theory]
    [InlineData("de", null, "de")]
    [InlineData("de", "fr", "de")]
    [InlineData("de", "en", "de")]
    [InlineData("en", "de-AT", "en")]
    [InlineData("fr", null, "en")]
    public void Words_of_shared_content_are_those_of_the_letter_or_English(string letter,
        string? asked, string lang)
    {
        var petition = SamplePetition.Open with { Texts = [SamplePetition.Open.Texts[0] with { Lang = letter }] };
        Assert.Equal(lang, PageLanguage.ForOtherSites(petition, asked).Lang);
    }

    [Theory]
    // No page of a petition in en, fr and pt-BR ever showed French.
    [InlineData("en,fr,pt-BR", "fr", null, "fr", "en")]
    [InlineData("en,fr,pt-BR", "", "fr-CA, en;q=0.5", "fr", "en")]
    [InlineData("en,fr,pt-BR", "", "pt", "pt-BR", "en")]
    // English readers got the German letter, with English words around it.
    [InlineData("de,en-GB", "", "en-US,en;q=0.9", "en-GB", "en")]
    [InlineData("de,en-GB", "en", "de", "en-GB", "en")]
    [InlineData("de,en-GB", "de-AT", "en", "de", "de")]
    // A German petition was shown between English words.
    [InlineData("de", "en", "en", "de", "de")]
    [InlineData("de-AT", "", "en", "de-AT", "de")]
    [InlineData("fr,de", "it", "de;q=0.1", "de", "de")]
    [InlineData("fr,de", "it", "it", "fr", "en")]
    [InlineData("fr,de", "", "de;q=0, fr;q=0", "fr", "en")]
    [InlineData("fr,de", "", ";;;", "fr", "en")]
    public void A_petition_is_read_in_one_of_its_languages_and_the_words_follow(
        string languages, string asked, string? accept, string text, string words)
    {
        var petition = SamplePetition.Open with
        {
            Texts = [.. languages.Split(',').Select(lang => SamplePetition.Open.Texts[0] with { Lang = lang })],
        };
        var request = new DefaultHttpContext().Request;
        if (asked.Length > 0) request.QueryString = new QueryString("?lang=" + asked);
        request.Headers.AcceptLanguage = accept;

        var found = PageLanguage.Of(request, petition);
        Assert.Equal((text, words), (found.PageLang, found.Lang));
        Assert.Equal(!text.StartsWith(words, StringComparison.Ordinal), found.ArePageForeign);
        Assert.Same(found, PageLanguage.Of(request, petition));
    }

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("fa-IR", "rtl")]
    [InlineData("de", "ltr")]
    [InlineData("ks-Deva", "ltr")]
    [InlineData("az-Arab-IR", "rtl")]
    public void The_direction_of_a_text_is_that_of_its_script(string tag, string direction) =>
        Assert.Equal(direction, TextDirection.Of(tag));

    [Theory]
    [InlineData("de", "de,en", "Deutsch")]
    [InlineData("fr", "en,fr,pt-BR", "Français")]
    [InlineData("pt-BR", "en,fr,pt-BR", "Português")]
    [InlineData("pt-BR", "pt-PT,pt-BR", "Português (Brasil)")]
    [InlineData("en-GB", "de,en-GB", "English")]
    public void A_language_calls_itself_by_its_own_name(string tag, string among, string name) =>
        Assert.Equal(name, LanguageNames.Own(tag, among.Split(',')));
}
