namespace Petitions.Tests.Browser;

/// <summary>Valid documents that are hard to render.</summary>
internal static class UnusualDocuments
{
    /// <summary>The variable that a script of the hostile document would set.</summary>
    public const string Flag = "petitionWasHostile";

    private const string LongWord = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurfsbegleitkommissionsmitglied";

    // Each part would run if it were not escaped in a text, an attribute or an address.
    private static readonly string Html = $"<script>{Flag}=1</script><img src=x onerror={Flag}=1>\"' onfocus={Flag}=1 autofocus x=";

    public static void WriteTo(string folder, string longSlug, string hostileSlug)
    {
        var address = string.Join(", ", Enumerable.Range(1, 10).Select(line => $"'{line}. {LongWord} {LongWord[..60]}'"));
        var others = string.Join(", ", Enumerable.Range(1, 20).Select(office => $"'Amt {office} für {LongWord[..50]}'"));
        File.WriteAllText(Path.Combine(folder, $"{longSlug}.de.md"), Document(longSlug, "de",
            $"{LongWord} und ein Titel, der auf kein Telefon passt, mit {LongWord[..50]}", "السيدة فاطمة الزهراء بنت عبد الرحمن",
            address, others, "# Überschrift\n\n"
                + $"{LongWord}{LongWord}\n\n- {LongWord}\n"
                + $"- https://example.org/{LongWord}\n\n```\n{LongWord} {LongWord}\n```\n\n> {LongWord}\n"));
        var html = Html.Replace("'", "''", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, $"{hostileSlug}.en.md"), Document(hostileSlug, "en", html, html, $"'{html}'", $"'{html}'",
            // In code, since a letter with HTML is refused.
            $"Dear `{Html}`\n\n```\n{Html}\n<iframe src=javascript:{Flag}=1></iframe>\n```\n"));
    }

    private static string Document(
        string slug, string lang, string title, string name, string address, string others, string letter) => $"""
        ---
        schema: petition/v1
        id: {slug}
        lang: {lang}
        title: '{title}'
        subject: '{title}'
        addressee:
          name: '{name}'
          office: '{name}'
          address: [{address}]
          country: AT
        alsoTo: [{others}]
        transfer:
          country: US
          adequacy: none
          fields: [givenName, familyName]
          risks: '{title}'
        consent:
          version: 2026-01
          method: checkbox
          text: '{title}'
        privacyNotice: https://example.org/privacy
        safeCountries: https://example.org/safe-countries
        minimumAge: 16
        opensAt: 2026-01-01
        rehearsal: true
        controller:
          name: '{name}'
          contact: '{name}'
        ---
        {letter}
        """;
}
