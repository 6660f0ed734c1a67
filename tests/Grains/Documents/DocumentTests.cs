using Petitions.Grains.Documents;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Grains.Documents;

public sealed class DocumentTests
{
    [Fact]
    public void A_document_says_what_its_file_says()
    {
        var document = SampleDocument.ReadEnglish(SampleDocument.English).Good();
        var facts = document.Facts;

        Assert.Equal("old-lamp", document.Slug);
        Assert.Equal(["1 Signal Quay", "Lantern Cove"], facts.Addressee.Address);
        Assert.Equal(("Jane Tully", "Harbour Master", "AU"), (facts.Addressee.Name, facts.Addressee.Office, facts.Addressee.Country));
        Assert.Equal(["The museum"], facts.AlsoTo);
        Assert.Equal(("AU", Adequacy.None), (facts.Transfer!.Country, facts.Transfer.Adequacy));
        Assert.Equal(["givenName", "familyName"], facts.Transfer.Fields);
        Assert.Equal(("2026-01", ConsentMethod.Checkbox), (facts.ConsentVersion, facts.ConsentMethod));
        Assert.Equal(("https://example.org/privacy", "https://example.org/safe-countries"), (facts.PrivacyNotice, facts.SafeCountries));
        Assert.Equal((16, 30, CounterDisplay.Steps, false), (facts.MinimumAge, facts.RetentionDays, facts.Counter, facts.Rehearsal));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), facts.OpensAt);
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 22, 59, 0, TimeSpan.Zero), facts.ClosesAt);
        Assert.Equal([1000L, 5000L], facts.Goals);
        Assert.Equal(new Controller("Friends", "privacy@example.org"), facts.Controller);
        Assert.Null(facts.NewsletterVersion);

        var text = Assert.Single(document.Texts);
        Assert.Equal(("en", "Light the lamp", "Please light the lamp"), (text.Lang, text.Title, text.Subject));
        Assert.Equal("Dear Jane,\n\n**please** light it.\n\nSincerely,", text.Letter);
        Assert.Equal(("I agree.", "Nobody may tell you."), (text.ConsentText, text.Risks));
    }

    [Fact]
    public void Optional_fields_have_defaults()
    {
        var content = SampleDocument.English;
        foreach (var lines in (string[])[
            "alsoTo: [The museum]\n", "closesAt: 2026-12-31T23:59:00+01:00\n", "goals: [1000, 5000]\n", "confirmation: none\n",
            "counter: steps\n", "rehearsal: false\n", "handover:\n  retentionDays: 30\n", "  office: Harbour Master\n",
            "safeCountries: https://example.org/safe-countries\n", SampleDocument.Transfer])
            content = SampleDocument.Replace(content, lines, "");

        var facts = SampleDocument.ReadEnglish(content).Good().Facts;

        Assert.Empty(facts.AlsoTo);
        Assert.Empty(facts.Goals);
        Assert.Equal((null, null, null, null), (facts.ClosesAt, facts.Transfer, facts.SafeCountries, facts.Addressee.Office));
        Assert.Equal((CounterDisplay.Exact, false, 90), (facts.Counter, facts.Rehearsal, facts.RetentionDays));
    }

    [Theory]
    [InlineData("schema: petition/v1\n", "schema: petition/v2\n", 2, "schema")]
    [InlineData("schema: petition/v1\n", "", 1, "schema")]
    [InlineData("id: old-lamp", "id: other-lamp", 3, "id")]
    [InlineData("lang: en", "lang: de", 4, "lang")]
    [InlineData("lang: en\n", "", 1, "lang")]
    [InlineData("title: Light the lamp\n", "", 1, "title")]
    [InlineData("title: Light the lamp", "title:", 5, "title")]
    [InlineData("title: Light the lamp", "title: \"  \"", 5, "title")]
    [InlineData("title: Light the lamp", "title: \"two\\nlines\"", 5, "title")]
    [InlineData("title: Light the lamp", "title: [a, b]", 5, "title")]
    [InlineData("title: Light the lamp", "titel: Light the lamp\ntitle: Light", 5, "titel")]
    [InlineData("title: Light the lamp", "title: Light\ntitle: the lamp", 6, "title")]
    [InlineData("name: Jane Tully", "office: Harbour Master", 7, "addressee.name", "addressee.office")]
    [InlineData("  address: [1 Signal Quay, Lantern Cove]\n", "", 7, "addressee.address")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: []", 10, "addressee.address")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: 1 Signal Quay", 10, "addressee.address")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: [1 Signal Quay, [Lantern Cove]]", 10, "addressee.address")]
    [InlineData("address: [1 Signal Quay, Lantern Cove]", "address: [1,2,3,4,5,6,7,8,9,10,11]", 10, "addressee.address")]
    [InlineData("AU\nalsoTo", "UK\nalsoTo", 11, "addressee.country")]
    [InlineData("AU\nalsoTo", "au\nalsoTo", 11, "addressee.country")]
    [InlineData("AU\n  adequacy", "XX\n  adequacy", 14, "transfer.country")]
    [InlineData("controller:\n  name: Friends\n  contact: privacy@example.org\n", "controller: Friends\n", 31, "controller")]
    [InlineData("adequacy: none", "adequacy: certainly", 15, "transfer.adequacy")]
    [InlineData("[givenName, familyName]", "[givenName, email]", 16, "transfer.fields")]
    [InlineData("[givenName, familyName]", "[givenName, givenName]", 16, "transfer.fields")]
    [InlineData("[givenName, familyName]", "[]", 16, "transfer.fields")]
    [InlineData("[givenName, familyName]", "[givenName, place, place]", 16, "transfer.fields")]
    [InlineData("  risks: Nobody may tell you.\n", "", 13, "transfer.risks")]
    [InlineData("version: 2026-01", "version: 2026/01", 19, "consent.version")]
    [InlineData("version: 2026-01", "version: -1", 19, "consent.version")]
    [InlineData("method: checkbox", "method: silence", 20, "consent.method")]
    [InlineData("  text: I agree.\n", "", 18, "consent.text")]
    [InlineData("https://example.org/privacy", "http://example.org/privacy", 22, "privacyNotice")]
    [InlineData("https://example.org/privacy", "/privacy", 22, "privacyNotice")]
    [InlineData("https://example.org/privacy", "https://example.org@evil.example/", 22, "privacyNotice")]
    [InlineData("safeCountries: https://example.org/safe-countries\n", "", 1, "safeCountries")]
    [InlineData("minimumAge: 16", "minimumAge: 12", 24, "minimumAge")]
    [InlineData("minimumAge: 16", "minimumAge: 121", 24, "minimumAge")]
    [InlineData("minimumAge: 16", "minimumAge: sixteen", 24, "minimumAge")]
    [InlineData("opensAt: 2026-01-01", "opensAt: 2026-01-01T08:00", 25, "opensAt")]
    [InlineData("opensAt: 2026-01-01", "opensAt: 2026-13-01", 25, "opensAt")]
    [InlineData("opensAt: 2026-01-01\n", "", 1, "opensAt")]
    [InlineData("closesAt: 2026-12-31T23:59:00+01:00", "closesAt: 2025-12-31", 26, "closesAt")]
    [InlineData("[1000, 5000]", "[1000, 1000]", 27, "goals")]
    [InlineData("[1000, 5000]", "[0]", 27, "goals")]
    [InlineData("[1000, 5000]", "[-5]", 27, "goals")]
    [InlineData("[1000, 5000]", "[1e3]", 27, "goals")]
    [InlineData("confirmation: none", "confirmation: sms", 28, "confirmation")]
    [InlineData("counter: steps", "counter: hidden", 29, "counter")]
    [InlineData("rehearsal: false", "rehearsal: no", 30, "rehearsal")]
    [InlineData("  contact: privacy@example.org\n", "", 31, "controller.contact")]
    [InlineData("retentionDays: 30", "retentionDays: 0", 35, "handover.retentionDays")]
    [InlineData("retentionDays: 30", "retentionDays: 3651", 35, "handover.retentionDays")]
    [InlineData("handover:\n", "newsletter: { version: 2026-01 }\nhandover:\n", 34, "newsletter.text")]
    [InlineData("handover:\n", "newsletter: { text: Write to me. }\nhandover:\n", 34, "newsletter.version")]
    public void Every_problem_names_line_and_field(string old, string replacement, int line, string field, string? another = null)
    {
        var reading = SampleDocument.With(old, replacement);

        Assert.Null(reading.Document);
        Assert.Equal(another is null ? [field] : [field, another], reading.Problems.Select(problem => problem.Field));
        Assert.Equal(("old-lamp.en.md", line), (reading.Problems[0].File, reading.Problems[0].Line));
    }

    [Fact]
    public void A_list_of_safe_countries_has_no_use_without_a_transfer()
    {
        var problem = SampleDocument.With(SampleDocument.Transfer, "").OnlyProblem();
        Assert.StartsWith("old-lamp.en.md:18: safeCountries: has no use without a transfer", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decision", Adequacy.Decision)]
    [InlineData("recipient-certified", Adequacy.RecipientCertified)]
    public void A_transfer_with_an_adequacy_decision_needs_no_risks(string word, Adequacy expected)
    {
        var content = SampleDocument.Replace(SampleDocument.English, "  risks: Nobody may tell you.\n", "");
        var facts = SampleDocument.ReadEnglish(SampleDocument.Replace(content, "adequacy: none", "adequacy: " + word)).Good().Facts;
        Assert.Equal(expected, facts.Transfer!.Adequacy);
    }

    [Theory]
    [InlineData("title: Light the lamp", "title: ", 200, "title")]
    [InlineData("subject: Please light the lamp", "subject: ", 300, "subject")]
    [InlineData("  text: I agree.", "  text: ", 5_000, "consent.text")]
    [InlineData("Sincerely,", "", 50_000 - 34, "letter")]
    public void A_text_may_be_as_long_as_its_bound_and_no_longer(string old, string start, int charsMax, string field)
    {
        SampleDocument.With(old, start + new string('x', charsMax)).Good();
        Assert.Equal(field, Assert.Single(SampleDocument.With(old, start + new string('x', charsMax + 1)).Problems).Field);
    }

    [Fact]
    public void An_empty_letter_is_reported_at_the_line_of_the_fence()
    {
        var fenceEnd = SampleDocument.English.LastIndexOf("---", StringComparison.Ordinal) + 3;
        var problem = SampleDocument.ReadEnglish(SampleDocument.English[..fenceEnd] + "\n\n \n").OnlyProblem();
        Assert.StartsWith("old-lamp.en.md:36: letter: is empty", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newsletter_is_read_with_its_text()
    {
        var document = SampleDocument.With("handover:\n", "newsletter: { version: 2026-02, text: Write to me. }\nhandover:\n").Good();
        Assert.Equal(("2026-02", "Write to me."), (document.Facts.NewsletterVersion, document.Texts[0].NewsletterText));
    }

    [Fact]
    public void An_exact_counter_gives_a_warning_and_a_stepped_one_does_not()
    {
        var warning = Assert.Single(SampleDocument.With("counter: steps", "counter: exact").Warnings).ToString();
        Assert.StartsWith("old-lamp.en.md:29: counter: ", warning, StringComparison.Ordinal);
        Assert.Contains("`counter: steps`", warning, StringComparison.Ordinal);
        Assert.Empty(SampleDocument.ReadEnglish(SampleDocument.English).Warnings);
    }

    [Theory]
    [InlineData("auto", null)]
    [InlineData("always", "nobody can sign without a script")]
    [InlineData("never", "`confirmation: email`")]
    [InlineData("never\nconfirmation: email", null)]
    public void The_challenge_setting_gives_the_expected_warning(string challenge, string? says)
    {
        var reading = SampleDocument.With("confirmation: none", $"challenge: {challenge}");
        Assert.Equal(challenge.Split('\n')[0],
            DocumentKeywords.ChallengeUses.Single(use => use.Value == reading.Good().Facts.Challenge).Word);
        if (says is null) Assert.Empty(reading.Warnings);
        else Assert.Contains(says, Assert.Single(reading.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("maybe"), InlineData("true"), InlineData("Always")]
    public void A_challenge_is_one_of_three_words(string challenge) =>
        Assert.Contains("`auto` or `always` or `never`", SampleDocument.With("confirmation: none", $"challenge: {challenge}")
            .OnlyProblem(), StringComparison.Ordinal);

    [Fact]
    public void All_problems_of_a_file_are_reported_together()
    {
        var content = SampleDocument.Replace(SampleDocument.English, "minimumAge: 16", "minimumAge: 3");
        var reading = SampleDocument.ReadEnglish(SampleDocument.Replace(content, "counter: steps", "counter: hidden"));
        Assert.Equal(["counter", "minimumAge"], reading.Problems.Select(problem => problem.Field).Order());
    }

    [Theory]
    [InlineData("titel", "title")]
    [InlineData("minimumage", "minimumAge")]
    [InlineData("risks", "transfer.risks")]
    [InlineData("retentionDays", "handover.retentionDays")]
    public void An_unknown_field_suggests_the_nearest_known_one(string written, string meant) =>
        Assert.Equal($"old-lamp.en.md:30: {written}: is unknown: did you mean `{meant}`?",
            SampleDocument.With("rehearsal: false", written + ": x").OnlyProblem());

    [Fact]
    public void A_field_written_with_a_dot_suggests_the_section_form() =>
        Assert.Equal("old-lamp.en.md:30: newsletter.text: is written with a dot: write `newsletter: { text: … }`",
            SampleDocument.With("rehearsal: false", "newsletter.text: Write to me.").OnlyProblem());

    [Fact]
    public void The_demo_documents_are_valid()
    {
        var petitions = DocumentFolder.Read(Path.Combine(SourceTree.Root, "src/Silo/Demo"));

        Assert.NotEmpty(petitions);
        foreach (var petition in petitions) Assert.Equal(["en", "de"], petition.Parse().Good().Texts.Select(text => text.Lang));
    }
}
