using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentLanguagesTests
{
    [Fact]
    public void Shared_fields_of_one_file_apply_to_all_languages()
    {
        var document = SampleDocument.ReadBoth(SampleDocument.English, SampleDocument.German).Good();

        // The English file states the shared fields, so English is the default language.
        Assert.Equal(["en", "de"], document.Texts.Select(text => text.Lang));
        Assert.Equal("Licht für die Lampe", document.Texts[1].Title);
        Assert.Equal(("Ich willige ein.", "Vielleicht sagt dir das niemand."), (document.Texts[1].ConsentText, document.Texts[1].Risks));
        Assert.Equal("Jane Tully", document.Facts.Addressee.Name);
        Assert.NotEqual(document.Texts[0].Hash, document.Texts[1].Hash);
    }

    [Fact]
    public void The_order_of_the_files_does_not_matter()
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
        // An empty section would be another problem.
        var german = GermanWith(missing, "")
            .Replace("transfer:\nconsent", "transfer: {}\nconsent").Replace("consent:\n---", "consent: {}\n---");
        Assert.StartsWith($"old-lamp.de.md:{line}: {field}: is missing",
            SampleDocument.ReadBoth(SampleDocument.English, german).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_may_be_in_the_language_of_the_addressee_while_its_signers_read_another()
    {
        var plain = SampleDocument.ReadBoth(SampleDocument.English, SampleDocument.German).Good().Texts[1];
        var written = SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: en\n"))
            .Good().Texts[1];
        Assert.Equal(("de", "de"), (plain.Lang, plain.LetterLang));
        Assert.Equal(("de", "en"), (written.Lang, written.LetterLang));
        Assert.NotEqual(plain.Hash, written.Hash);
        // Stating the default explicitly does not change the hash.
        var stated = SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: de\n"))
            .Good().Texts[1];
        Assert.Equal(plain, stated);
        Assert.StartsWith("old-lamp.de.md:3: letterLang: `Latin` is not a language",
            SampleDocument.ReadBoth(SampleDocument.English, GermanWith("lang: de\n", "lang: de\nletterLang: Latin\n"))
                .OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_is_part_of_what_is_signed_and_changes_no_hash_while_there_is_none()
    {
        var without = SampleDocument.ReadEnglish(SampleDocument.English).Good().Texts[0];
        var with = SampleDocument.With("subject: Please light the lamp", "subject: Please light the lamp\nsummary: |\n  One.\n\n  Two.")
            .Good().Texts[0];
        Assert.Null(without.Summary);
        Assert.Equal("One.\n\nTwo.", with.Summary);
        Assert.NotEqual(without.Hash, with.Hash);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("[place]", "place")]
    [InlineData("[country, place]", "place,country")]
    public void Optional_fields_are_those_that_the_document_names(string list, string asked)
    {
        var facts = SampleDocument.With("minimumAge: 16", $"minimumAge: 16\noptionalFields: {list}").Good().Facts;
        Assert.Equal(asked, string.Join(',', PetitionFacts.OptionalFields.Where(facts.Asks)));
        Assert.True(SampleDocument.ReadEnglish(SampleDocument.English).Good().Facts.Asks("place"));
    }

    [Theory, InlineData("[email]"), InlineData("[place, place]")]
    public void No_other_field_is_optional(string list) =>
        Assert.Contains("optionalFields: may hold `place` and `country`",
            SampleDocument.With("minimumAge: 16", $"minimumAge: 16\noptionalFields: {list}").OnlyProblem(), StringComparison.Ordinal);

    [Fact]
    public void Leaving_out_a_field_is_a_new_version_and_naming_all_is_none()
    {
        string HashWith(string line) => SampleDocument.With("minimumAge: 16", "minimumAge: 16" + line).Good().Texts[0].Hash;
        Assert.Equal(HashWith(""), HashWith("\noptionalFields: [place, country]"));
        Assert.NotEqual(HashWith(""), HashWith("\noptionalFields: [place]"));
    }

    [Fact]
    public void A_newsletter_needs_a_text_in_every_language()
    {
        var english = EnglishWith("handover:\n", "newsletter: { version: 2026-01, text: Write to me. }\nhandover:\n");
        Assert.StartsWith("old-lamp.de.md:1: newsletter.text: is missing",
            SampleDocument.ReadBoth(english, SampleDocument.German).OnlyProblem(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_unparsable_language_is_the_only_problem_reported() =>
        Assert.StartsWith("old-lamp.de.md:1: front matter: is missing",
            SampleDocument.ReadBoth(SampleDocument.English, "Liebe Jane").OnlyProblem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("old-lamp.md")]
    [InlineData("Old-Lamp.en.md")]
    [InlineData("ab.en.md")]
    [InlineData("old-lamp.e.md")]
    [InlineData("old-lamp.en_GB.md")]
    [InlineData("old-lamp.english-language.md")]
    [InlineData("old-lamp.en.md\n")]
    [InlineData("../old-lamp.en.md")]
    public void A_file_name_tells_slug_and_language(string name) =>
        Assert.Equal("file", Assert.Single(DocumentParser.Parse([new(name, SampleDocument.English)]).Problems).Field);

    [Theory]
    [InlineData("en-GB", "en-GB")]
    [InlineData("zh-Hans", "zh-Hans")]
    [InlineData("sr-Latn-RS", "sr-Latn-RS")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-CH-1996", "de-CH-1996")]
    [InlineData("de-AT-x-leicht", "de-AT-x-leicht")]
    [InlineData("ZH-hans", "zh-Hans")]
    [InlineData("pt-br", "pt-BR")]
    public void A_file_is_named_with_any_language_tag_of_BCP_47(string tag, string canonical) =>
        Assert.Equal(canonical,
            DocumentParser.Parse([new($"old-lamp.{tag}.md", EnglishWith("lang: en", $"lang: {tag}"))]).Good().Texts[0].Lang);

    [Fact]
    public void Two_spellings_of_one_language_are_one_file_too_many() =>
        Assert.Contains(
            DocumentParser.Parse([
                new("old-lamp.en-GB.md", EnglishWith("lang: en", "lang: en-GB")),
                new("old-lamp.en-gb.md", EnglishWith("lang: en", "lang: en-gb"))]).Problems,
            problem => problem.Message.Contains("same language", StringComparison.Ordinal));

    [Fact]
    public void Files_of_two_petitions_are_not_mixed() =>
        Assert.Contains(
            DocumentParser.Parse([new("old-lamp.en.md", SampleDocument.English), new("new-lamp.de.md", SampleDocument.German)]).Problems,
            problem => problem is { File: "old-lamp.en.md", Field: "file" });

    [Fact]
    public void An_empty_list_of_files_is_a_problem() => Assert.Single(DocumentParser.Parse([]).Problems);

    private static string EnglishWith(string old, string replacement) => SampleDocument.Replace(SampleDocument.English, old, replacement);

    private static string GermanWith(string old, string replacement) => SampleDocument.Replace(SampleDocument.German, old, replacement);

    [Fact]
    public void A_place_is_transferred_only_where_signers_are_asked_for_it()
    {
        var withPlace = SampleDocument.Replace(SampleDocument.English, "[givenName, familyName]", "[givenName, familyName, place]");
        Assert.Equal(["givenName", "familyName", "place"], SampleDocument.ReadEnglish(withPlace).Good().Facts.Transfer!.Fields);
        var notAsked = SampleDocument.Replace(withPlace, "minimumAge: 16", "minimumAge: 16\noptionalFields: [country]");
        Assert.Contains("transfer.fields: names `place`, for which `optionalFields` does not ask",
            SampleDocument.ReadEnglish(notAsked).OnlyProblem(), StringComparison.Ordinal);
    }
}
