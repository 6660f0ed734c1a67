using Petitions.Grains.Documents;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>A valid document in two languages, which tests change in one place. Tests assert line numbers: do not move lines.</summary>
internal static class SampleDocument
{
    public const string English = """
        ---
        schema: petition/v1
        id: old-lamp
        lang: en
        title: Light the lamp
        subject: Please light the lamp
        addressee:
          name: Jane Tully
          office: Harbour Master
          address: [1 Signal Quay, Lantern Cove]
          country: AU
        alsoTo: [The museum]
        transfer:
          country: AU
          adequacy: none
          fields: [givenName, familyName]
          risks: Nobody may tell you.
        consent:
          version: 2026-01
          method: checkbox
          text: I agree.
        privacyNotice: https://example.org/privacy
        safeCountries: https://example.org/safe-countries
        minimumAge: 16
        opensAt: 2026-01-01
        closesAt: 2026-12-31T23:59:00+01:00
        goals: [1000, 5000]
        confirmation: none
        counter: steps
        rehearsal: false
        controller:
          name: Friends
          contact: privacy@example.org
        handover:
          retentionDays: 30
        ---

        Dear Jane,

        **please** light it.

        Sincerely,

        """;

    public const string German = """
        ---
        lang: de
        title: Licht für die Lampe
        subject: Bitte die Lampe anzünden
        transfer:
          risks: Vielleicht sagt dir das niemand.
        consent:
          text: Ich willige ein.
        ---
        Liebe Jane,

        bitte anzünden.

        """;

    /// <summary>The line with the closing date; programs that use the system clock need a document without it.</summary>
    public const string ClosesAt = "closesAt: 2026-12-31T23:59:00+01:00\n";

    /// <summary>The lines about the transfer in the English file.</summary>
    public const string Transfer =
        "transfer:\n  country: AU\n  adequacy: none\n  fields: [givenName, familyName]\n  risks: Nobody may tell you.\n";

    /// <summary>The English file without an end, for programs that use the system clock, and with this <c>confirmation</c>.</summary>
    public static string Open(string confirmation) => Replace(
        Replace(English, ClosesAt, ""), "confirmation: none", $"confirmation: {confirmation}");

    /// <summary>Parses the English file after one replacement.</summary>
    public static DocumentParseResult With(string old, string replacement) => ReadEnglish(Replace(English, old, replacement));

    public static DocumentParseResult ReadEnglish(string content) => DocumentParser.Parse([new("old-lamp.en.md", content)]);

    public static DocumentParseResult ReadBoth(string english, string german) =>
        DocumentParser.Parse([new("old-lamp.en.md", english), new("old-lamp.de.md", german)]);

    public static string Replace(string content, string old, string replacement)
    {
        Assert.Contains(old, content, StringComparison.Ordinal);
        return content.Replace(old, replacement, StringComparison.Ordinal);
    }

    /// <summary>Asserts that there are no problems, and returns the document.</summary>
    public static PetitionDocument Good(this DocumentParseResult reading)
    {
        Assert.Empty(reading.Problems);
        return Assert.IsType<PetitionDocument>(reading.Document);
    }

    /// <summary>Asserts that there is exactly one problem, and returns its text.</summary>
    public static string OnlyProblem(this DocumentParseResult reading)
    {
        Assert.Null(reading.Document);
        return Assert.Single(reading.Problems).ToString();
    }
}
