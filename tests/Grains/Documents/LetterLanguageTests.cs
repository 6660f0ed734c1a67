using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

/// <summary>The letter of a document may be in another language than its page, and the document then has to say so.</summary>
public sealed class LetterLanguageTests
{
    private const string EnglishLetter =
        "Dear Jane,\n\nat the end of your pier stands a lamp that has not been lit for years, and we would love to know that it still "
        + "shines. We ask you to light it on the longest night of the year, for the children of the town and for all of us.\n";

    private const string GermanLetter =
        "Liebe Jane,\n\nam Ende der Mole steht eine Lampe, die seit Jahren nicht mehr gebrannt hat, und wir wüssten gern, dass sie noch "
        + "leuchtet. Bitte zünden Sie die Lampe in der längsten Nacht an, für die Kinder und auch für uns, denn wir denken an sie.\n";

    private const string CatalanLetter =
        "Estimada Jane,\n\nal final del moll hi ha un fanal que no es veu encès des de fa anys, i ens agradaria saber que encara es pot "
        + "encendre. No es per nosaltres, es per una nit, per los nens y per la gent que es mou per les cases del port: es una llum, no "
        + "una despesa. El fanal es del port, y se que es pot encendre. No demanem res més, es una promesa del poble, y son pocs minuts.\n";

    [Theory]
    [InlineData("de", EnglishLetter, "en")]
    [InlineData("en", EnglishLetter, null)]
    [InlineData("en-GB", EnglishLetter, null)]
    [InlineData("en", GermanLetter, "de")]
    [InlineData("de-AT", GermanLetter, null)]
    [InlineData("de", "Dear Jane, please light the lamp.", null)]
    [InlineData("ar", "Liebe Jane", null)]
    [InlineData("ca", CatalanLetter, null)]
    [InlineData("de", "", null)]
    public void A_letter_that_reads_like_another_language_is_noticed(string stated, string letter, string? other) =>
        Assert.Equal(other, LetterLanguage.OtherThan(letter, stated));

    [Fact]
    public void An_English_letter_in_a_German_document_is_warned_about_until_the_document_says_so()
    {
        var german = SampleDocument.Replace(SampleDocument.German, "Liebe Jane,\n\nbitte anzünden.\n", EnglishLetter);
        Assert.Contains(SampleDocument.ReadBoth(SampleDocument.English, german).Warnings, warning =>
            warning.ToString().StartsWith("old-lamp.de.md:1: letterLang: the letter reads like `en`", StringComparison.Ordinal));

        var stated = SampleDocument.Replace(german, "lang: de\n", "lang: de\nletterLang: en\n");
        Assert.DoesNotContain(SampleDocument.ReadBoth(SampleDocument.English, stated).Warnings, warning => warning.Field == "letterLang");
    }

    [Fact]
    public void A_letter_in_another_language_is_warned_about_until_it_has_a_summary()
    {
        var stated = SampleDocument.Replace(SampleDocument.German, "lang: de\n", "lang: de\nletterLang: en\n");
        Assert.Contains(SampleDocument.ReadBoth(SampleDocument.English, stated).Warnings, warning => warning.Field == "summary");
        var told = SampleDocument.Replace(stated, "letterLang: en\n", "letterLang: en\nsummary: Es geht um eine Lampe.\n");
        var document = SampleDocument.ReadBoth(SampleDocument.English, told);
        Assert.DoesNotContain(document.Warnings, warning => warning.Field == "summary");
        Assert.Equal("Es geht um eine Lampe.", document.Good().Texts[1].Summary);
    }

    [Fact]
    public void The_demo_states_the_language_of_its_letters_and_says_what_they_ask_for()
    {
        var demo = DemoTests.Demo().Good();
        Assert.All(demo.Texts, text => Assert.Equal(text.Lang, text.LetterLang));
        Assert.All(demo.Texts, text => Assert.NotEmpty(text.Summary ?? ""));
        Assert.DoesNotContain(DemoTests.Demo().Warnings, warning => warning.Field is "letterLang" or "summary");
        Assert.All(DemoTests.Files(), file => Assert.Contains("\nletterLang: ", file.Content, StringComparison.Ordinal));
    }
}
