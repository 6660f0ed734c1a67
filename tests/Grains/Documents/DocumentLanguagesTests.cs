using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentLanguagesTests
{
    [Fact]
    public void Facts_stated_in_one_file_hold_for_all()
    {
        var document = SampleDocument.ReadBoth(SampleDocument.English, SampleDocument.German).Good();

        // The English file states the facts, so its language comes first.
        Assert.Equal(["en", "de"], document.Texts.Select(text => text.Lang));
        Assert.Equal("Licht für die Lampe", document.Texts[1].Title);
        Assert.Equal(("Ich willige ein.", "Vielleicht sagt dir das niemand."), (document.Texts[1].ConsentText, document.Texts[1].Risks));
        Assert.Equal("Jane Tully", document.Facts.Addressee.Name);
        Assert.NotEqual(document.Texts[0].Hash, document.Texts[1].Hash);
    }

    [Fact]
    public void The_order_in_which_files_are_handed_over_does_not_matter()
    {
        DocumentFile english = new("old-lamp.en.md", SampleDocument.English), german = new("old-lamp.de.md", SampleDocument.German);
        Assert.Equal(
            DocumentParser.Parse([english, german]).Good().Texts.Select(text => text.Hash),
            DocumentParser.Parse([german, english]).Good().Texts.Select(text => text.Hash));
    }

    [Theory]
    [InlineData("minimumAge: 16\ngoals:\n  - 1000\n  - '5000'\n")]
    [InlineData("schema: petition/v1\nid: old-lamp\naddressee: { country: AU }\n")]
    public void A_fact_may_be_repeated_in_any_notation(string repeated) =>
        SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\n" + repeated)).Good();

    [Theory]
    [InlineData("minimumAge: 14\n", 24, "minimumAge", 3)]
    [InlineData("goals: [1000]\n", 27, "goals", 3)]
    [InlineData("addressee:\n  name: Another\n", 8, "addressee.name", 4)]
    public void A_fact_repeated_with_another_value_is_a_problem_of_the_later_file(string repeated, int line, string field, int firstLine)
    {
        var german = GermanWith("lang: de\n", "lang: de\n" + repeated);
        Assert.StartsWith($"old-lamp.en.md:{line}: {field}: differs from old-lamp.de.md:{firstLine}",
            SampleDocument.ReadBoth(SampleDocument.English, german).OnlyProblem(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("title: Licht für die Lampe\n", 1, "title")]
    [InlineData("  risks: Vielleicht sagt dir das niemand.\n", 5, "transfer.risks")]
    [InlineData("  text: Ich willige ein.\n", 7, "consent.text")]
    public void Each_language_has_its_own_texts(string missing, int line, string field)
    {
        // A section of which nothing is left would be a problem of its own.
        var german = GermanWith(missing, "")
            .Replace("transfer:\nconsent", "transfer: {}\nconsent").Replace("consent:\n---", "consent: {}\n---");
        Assert.StartsWith($"old-lamp.de.md:{line}: {field}: is missing",
            SampleDocument.ReadBoth(SampleDocument.English, german).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_may_be_in_the_language_of_the_addressee_while_its_signers_read_another()
    {
        var plain = SampleDocument.ReadBoth(SampleDocument.English, SampleDocument.German).Good().Texts[1];
        var written = SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: en\n")).Good().Texts[1];
        Assert.Equal(("de", "de"), (plain.Lang, plain.LetterLang));
        Assert.Equal(("de", "en"), (written.Lang, written.LetterLang));
        Assert.NotEqual(plain.Hash, written.Hash);
        // To state what holds anyway changes nothing that was signed.
        var stated = SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: de\n")).Good().Texts[1];
        Assert.Equal(plain, stated);
        Assert.StartsWith("old-lamp.de.md:3: letterLang: `Latin` is no language",
            SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: Latin\n")).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_newsletter_needs_a_text_in_every_language()
    {
        var english = EnglishWith("handover:\n", "newsletter: { version: 2026-01, text: Write to me. }\nhandover:\n");
        Assert.StartsWith("old-lamp.de.md:1: newsletter.text: is missing",
            SampleDocument.ReadBoth(english, SampleDocument.German).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_unreadable_language_stops_the_petition_and_is_the_only_thing_said() =>
        Assert.StartsWith("old-lamp.de.md:1: front matter: is missing",
            SampleDocument.ReadBoth(SampleDocument.English, "Liebe Jane").OnlyProblem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("old-lamp.md")]
    [InlineData("Old-Lamp.en.md")]
    [InlineData("ab.en.md")]
    [InlineData("old-lamp.EN.md")]
    [InlineData("old-lamp.en-gb.md")]
    [InlineData("old-lamp.en.md\n")]
    [InlineData("../old-lamp.en.md")]
    public void A_file_name_tells_slug_and_language(string name) =>
        Assert.Equal("file", Assert.Single(DocumentParser.Parse([new(name, SampleDocument.English)]).Problems).Field);

    [Fact]
    public void A_language_may_name_a_country() =>
        Assert.Equal("en-GB",
            DocumentParser.Parse([new("old-lamp.en-GB.md", EnglishWith("lang: en", "lang: en-GB"))]).Good().Texts[0].Lang);

    [Fact]
    public void Files_of_two_petitions_are_not_mixed() =>
        Assert.Contains(
            DocumentParser.Parse([new("old-lamp.en.md", SampleDocument.English), new("new-lamp.de.md", SampleDocument.German)]).Problems,
            problem => problem is { File: "old-lamp.en.md", Field: "file" });

    [Fact]
    public void No_file_is_a_problem() => Assert.Single(DocumentParser.Parse([]).Problems);

    private static string EnglishWith(string old, string replacement) => SampleDocument.Replace(SampleDocument.English, old, replacement);

    private static string GermanWith(string old, string replacement) => SampleDocument.Replace(SampleDocument.German, old, replacement);
}
