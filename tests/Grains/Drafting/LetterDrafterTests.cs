using System.Text;
using Petitions.Grains.Documents;
using Petitions.Grains.Drafting;
using Xunit;

namespace Petitions.Tests.Grains.Drafting;

/// <summary>Letters that differ become documents: what they say is recognised, what they do not say is asked.</summary>
public sealed class LetterDrafterTests
{
    [Fact]
    public void A_letter_with_notices_in_another_language_is_recognised()
    {
        var draft = Drafts.Of(SampleLetters.WithGermanNotices);
        Assert.Equal("light-old-harbour-lamp-lantern-cove-keep.de.md", draft.Name);
        Assert.Equal(["title", "transfer.risks", "opensAt", "controller.contact"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);

        var document = Drafts.Document(SampleLetters.WithGermanNotices);
        var (facts, text) = (document.Facts, document.Texts[0]);
        AssertAddressee(facts, "Rosalind Tully", "Hafenmeisterin, Harbour Master",
            ["1 Signal Quay", "Lantern Cove, TAS 7999", "Australia"], "AU");
        Assert.Equal(("de", "en"), (text.Lang, text.LetterLang));
        Assert.Equal("Please light the old harbour lamp of Lantern Cove, and keep it lit on the longest night of the year", text.Subject);
        Assert.Equal(("AU", Adequacy.None), (facts.Transfer!.Country, facts.Transfer.Adequacy));
        Assert.Equal(["givenName", "familyName"], facts.Transfer.Fields);
        Assert.Equal((ConsentMethod.Participation, 16), (facts.ConsentMethod, facts.MinimumAge));
        Assert.StartsWith("Die Teilnahme ist ab einem Alter von 16 Jahren möglich.\nFreunde", text.ConsentText, StringComparison.Ordinal);
        Assert.Equal("https://lampe.example/datenschutz", facts.PrivacyNotice);
        Assert.Equal("https://www.lampe.example/drittstaaten", facts.SafeCountries);
        Assert.Equal("Freunde der Donaulampe", facts.Controller.Name);
    }

    [Fact]
    public void A_German_letter_with_the_date_first_is_recognised()
    {
        var draft = Drafts.Of(SampleLetters.German);
        Assert.Equal("licht-alte-lampe.de.md", draft.Name);
        // The addressee is in the European Union: no transfer is asked about.
        Assert.Equal(["opensAt", "controller.name"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);

        var facts = Drafts.Document(SampleLetters.German).Facts;
        AssertAddressee(facts, "Frau Dr. Anna Muster", "Bundesministerin für Verkehr", ["Radetzkystraße 2", "A-1030 Wien"], "AT");
        Assert.Equal(["Bezirksvorstehung Landstraße", "Museum der kleinen Boote"], facts.AlsoTo);
        Assert.Null(facts.Transfer);
        Assert.Equal((ConsentMethod.Checkbox, 14), (facts.ConsentMethod, facts.MinimumAge));
        Assert.Equal(("https://lampe.example/datenschutz", "daten@lampe.example"), (facts.PrivacyNotice, facts.Controller.Contact));
    }

    [Fact]
    public void A_French_letter_in_Windows_1252_is_recognised()
    {
        // "é" is one byte there, and no UTF-8.
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(SampleLetters.French);
        var draft = Drafts.Of(bytes);
        Assert.Equal(Drafts.Of(SampleLetters.French).Content, draft.Content);
        Assert.Equal("rallumez-vieux-phare.fr.md", draft.Name);
        Assert.Equal(["opensAt", "controller.name", "controller.contact"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);

        var facts = Drafts.Document(SampleLetters.French).Facts;
        AssertAddressee(facts, "Madame Claire Dubois", "Ministre des Phares", ["3 quai de la Lanterne", "29200 Brest", "France"], "FR");
        Assert.Equal((ConsentMethod.Participation, 15), (facts.ConsentMethod, facts.MinimumAge));
        Assert.Equal("https://phare.example/confidentialite", facts.PrivacyNotice);
    }

    [Fact]
    public void A_letter_without_addressee_and_notices_is_a_draft_with_questions()
    {
        var draft = Drafts.Of(SampleLetters.WithoutAddressee);
        Assert.Equal("save-lamp.en.md", draft.Name);
        Assert.Equal(
            ["addressee.name", "addressee.address", "addressee.country", "transfer", "consent.text", "privacyNotice", "minimumAge",
                "opensAt", "controller.name", "controller.contact"],
            Drafts.Questions(draft));
        Assert.Equal("Save the lamp", Drafts.Document(SampleLetters.WithoutAddressee).Texts[0].Subject);
    }

    [Fact]
    public void Of_several_addressees_the_one_in_the_salutation_gets_the_letter()
    {
        var draft = Drafts.Of(SampleLetters.SeveralAddressees);
        Assert.Equal(["transfer.risks", "opensAt", "controller.contact"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);

        var document = Drafts.Document(SampleLetters.SeveralAddressees);
        var facts = document.Facts;
        AssertAddressee(
            facts, "Captain Rosalind Tully", "Harbour Master", ["1 Signal Quay", "Lantern Cove", "Australia"], "AU");
        Assert.Equal(
            ["Lantern Cove Museum of Small Boats, 2 Signal Quay, Lantern Cove, TAS 7999",
                "Embassy of Australia, Mattiellistraße 2, 1040 Wien, Austria", "The Mayor of Lantern Cove"],
            facts.AlsoTo);
        Assert.Equal(("Please light the lamp", "Please light the lamp"), (document.Texts[0].Subject, document.Texts[0].Title));
        Assert.Equal(("Friends of the Lamp", 18), (facts.Controller.Name, facts.MinimumAge));
        Assert.Equal(("https://lamp.example/privacy", "https://lamp.example/third-countries"), (facts.PrivacyNotice, facts.SafeCountries));
        // Beside a form texts are plain.
        Assert.Contains("our privacy notice (https://lamp.example/privacy)", document.Texts[0].ConsentText, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_in_another_order_are_recognised()
    {
        var draft = Drafts.Of(SampleLetters.InAnotherOrder);
        Assert.Equal(["transfer.risks", "opensAt", "controller.contact"], Drafts.Questions(draft));
        Assert.Empty(draft.LeftOut);

        var document = Drafts.Document(SampleLetters.InAnotherOrder);
        AssertAddressee(document.Facts, "Rosalind Tully", "Harbour Master", ["PO Box 12", "Hobart TAS 7000", "Australia"], "AU");
        Assert.Equal("Light the lamp", document.Texts[0].Subject);
        Assert.StartsWith("To whom it may concern\n", document.Texts[0].Letter, StringComparison.Ordinal);
        Assert.EndsWith("your answer.", document.Texts[0].Letter, StringComparison.Ordinal);
        Assert.Equal("https://lamp.example/safe-countries", document.Facts.SafeCountries);
    }

    [Fact]
    public void An_unknown_language_is_asked_and_can_be_stated()
    {
        var draft = Drafts.Of(SampleLetters.Swedish);
        Assert.EndsWith(".und.md", draft.Name, StringComparison.Ordinal);
        Assert.Contains("lang", Drafts.Questions(draft));

        draft = Drafts.Of(SampleLetters.Swedish, new("letter.txt", "gamla-lampan", "sv"));
        Assert.Equal("gamla-lampan.sv.md", draft.Name);
        Assert.DoesNotContain("lang", Drafts.Questions(draft));
    }

    [Theory]
    [InlineData(SampleLetters.WithGermanNotices, "Dear Captain", "Sincerely,")]
    [InlineData(SampleLetters.German, "Sehr geehrte", "Mit freundlichen Grüßen")]
    [InlineData(SampleLetters.French, "Madame la Ministre,", "salutations distinguées.")]
    [InlineData(SampleLetters.SeveralAddressees, "Dear Captain", "With kind regards,")]
    [InlineData(SampleLetters.WithoutAddressee, "Dear members", "Yours faithfully,")]
    public void Not_a_byte_of_the_body_changes(string letter, string salutation, string closing)
    {
        foreach (var lineEnd in new[] { "\n", "\r\n", "\r" })
        {
            var sent = letter.ReplaceLineEndings(lineEnd).Replace(lineEnd + lineEnd + "1. ", "  " + lineEnd + lineEnd + "1. ");
            var start = sent.IndexOf(salutation, StringComparison.Ordinal);
            var body = sent[start..(sent.LastIndexOf(closing, StringComparison.Ordinal) + closing.Length)];
            foreach (var mark in new[] { "", "\uFEFF" })
            {
                var content = Drafts.Of(mark + sent).Content;
                Assert.EndsWith($"{lineEnd}---{lineEnd}{body}{lineEnd}", content, StringComparison.Ordinal);
                // No other line end, and no byte order mark in the middle.
                Assert.Equal(content, content.ReplaceLineEndings(lineEnd));
                Assert.DoesNotContain('\uFEFF', content);
            }
        }
    }

    [Fact]
    public void Every_line_that_is_not_in_the_document_is_named()
    {
        var letter = SampleLetters.WithGermanNotices.Replace(
            "Unterschrift\n", "Unterschrift\n\nP.S. Die Lampe ist rot.\n\nBitte bis Montag zurücksenden.\n", StringComparison.Ordinal);
        var draft = Drafts.Of("Lampenpost Nr. 7\n\n" + letter);
        Assert.Equal(
            ["Lampenpost Nr. 7", "P.S. Die Lampe ist rot.", "Bitte bis Montag zurücksenden."], draft.LeftOut.Select(line => line.Text));
        Assert.Equal(1, draft.LeftOut[0].Line);
        Assert.Equal("P.S. Die Lampe ist rot.", ("Lampenpost Nr. 7\n\n" + letter).Split('\n')[draft.LeftOut[1].Line - 1]);
    }

    [Fact]
    public void Ways_to_reach_the_addressee_are_no_part_of_the_address()
    {
        var draft = Drafts.Of(SampleLetters.WithGermanNotices.Replace(
            "Australia\n",
            "Australia\n(Anrede: Dear Captain)\nFax: +61 3 5550 1234\nE-mail: harbour@lantern.example\nhttps://lantern.example\n",
            StringComparison.Ordinal));
        Assert.Equal(Drafts.Of(SampleLetters.WithGermanNotices).Content, draft.Content);
        Assert.Equal(4, draft.LeftOut.Length);
    }

    [Fact]
    public void A_subject_below_the_salutation_is_recognised_and_stays_there()
    {
        var letter = SampleLetters.WithoutAddressee.Replace("# Save the lamp\n\n", "", StringComparison.Ordinal)
            .Replace("board,\n", "board,\n\n**Re: Light for all**\n", StringComparison.Ordinal);
        var text = Drafts.Document(letter).Texts[0];
        Assert.Equal("Light for all", text.Subject);
        Assert.StartsWith("Dear members of the harbour board,\n\n**Re: Light for all**\n", text.Letter, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_without_a_consent_are_shown_in_the_question_for_it()
    {
        var letter = SampleLetters.WithoutAddressee + "\n\nYou must be at least 16 years old.\n";
        var question = Drafts.Parse(Drafts.Of(letter)).Problems.Single(problem => problem.Field == "consent.text");
        Assert.Contains("The letter has: You must be at least 16 years old.", question.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_without_https_is_asked_about()
    {
        var letter = SampleLetters.German.Replace("https://lampe.example", "http://lampe.example", StringComparison.Ordinal);
        var question = Drafts.Parse(Drafts.Of(letter)).Problems.Single(problem => problem.Field == "privacyNotice");
        Assert.Contains("is the page at https://lampe.example/datenschutz, too?", question.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ort, Datum\n\nUnterschrift", "has no letter that can be recognised")]
    [InlineData("---\nschema: petition/v1\n---\nDear Jane,\n\nHello.", "is a petition document already")]
    public void What_is_no_letter_is_refused(string text, string says)
    {
        var result = LetterDrafter.Draft(Encoding.UTF8.GetBytes(text), new("letter.txt"));
        Assert.Null(result.Draft);
        Assert.Contains(says, result.Problem, StringComparison.Ordinal);
    }

    private static void AssertAddressee(PetitionFacts facts, string name, string office, string[] address, string country)
    {
        Assert.Equal((name, office, country), (facts.Addressee.Name, facts.Addressee.Office, facts.Addressee.Country));
        Assert.Equal(address, facts.Addressee.Address);
    }
}
