using System.Collections.Frozen;

namespace Petitions.Grains.Documents;

/// <summary>One field that the front matter may have, with the bounds of what it may hold.</summary>
/// <param name="Path">Dotted path.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="Example">How to write it, as messages show it.</param>
/// <param name="CharsMax">Length of a value in UTF-16 units.</param>
/// <param name="ValuesMax">Number of values of a list.</param>
/// <param name="PerLanguage">True for what is written anew in every language; the rest holds for all of them.</param>
internal sealed record DocumentField(
    string Path, FieldShape Shape, string Example, int CharsMax = 64, int ValuesMax = 1, bool PerLanguage = false)
{
    /// <summary>Every field of petition/v1.</summary>
    public static FrozenDictionary<string, DocumentField> All { get; } = new DocumentField[]
    {
        new("schema", FieldShape.Line, "schema: petition/v1"),
        new("id", FieldShape.Line, "id: the-slug", 100),
        new("lang", FieldShape.Line, "lang: en", PerLanguage: true),
        new("letterLang", FieldShape.Line, "letterLang: en", PerLanguage: true),
        new("title", FieldShape.Line, "title: What is asked, in one line", 200, PerLanguage: true),
        new("subject", FieldShape.Line, "subject: The subject line of the letter", 300, PerLanguage: true),
        new("addressee", FieldShape.Section, "addressee: { name: …, office: …, address: [ … ], country: US }"),
        new("addressee.name", FieldShape.Line, "name: Jane Doe", 200),
        new("addressee.office", FieldShape.Line, "office: Minister of Transport", 200),
        new("addressee.address", FieldShape.List, "address: [ 1 Main Street, Springfield ]", 200, 10),
        new("addressee.country", FieldShape.Line, "country: US"),
        new("alsoTo", FieldShape.List, "alsoTo: [ The Embassy in Vienna ]", 300, 20),
        new("transfer", FieldShape.Section, "transfer: { country: US, adequacy: none, fields: [givenName, familyName], risks: … }"),
        new("transfer.country", FieldShape.Line, "country: US"),
        new("transfer.adequacy", FieldShape.Line, "adequacy: none"),
        new("transfer.fields", FieldShape.List, "fields: [givenName, familyName]", ValuesMax: 10),
        new("transfer.risks", FieldShape.Text, "risks: What can happen to the data there", 5_000, PerLanguage: true),
        new("consent", FieldShape.Section, "consent: { version: 2026-01, method: checkbox, text: … }"),
        new("consent.version", FieldShape.Line, "version: 2026-01"),
        new("consent.method", FieldShape.Line, "method: checkbox"),
        new("consent.text", FieldShape.Text, "text: What the signer agrees to", 5_000, PerLanguage: true),
        new("newsletter", FieldShape.Section, "newsletter: { version: 2026-01, text: … }"),
        new("newsletter.version", FieldShape.Line, "version: 2026-01"),
        new("newsletter.text", FieldShape.Text, "text: What the subscriber agrees to", 5_000, PerLanguage: true),
        new("privacyNotice", FieldShape.Line, "privacyNotice: https://example.org/privacy", 500),
        new("safeCountries", FieldShape.Line, "safeCountries: https://example.org/safe-countries", 500),
        new("minimumAge", FieldShape.Line, "minimumAge: 16"),
        new("opensAt", FieldShape.Line, "opensAt: 2026-01-31T08:00:00+01:00"),
        new("closesAt", FieldShape.Line, "closesAt: 2026-12-31T23:59:00+01:00"),
        new("goals", FieldShape.List, "goals: [1000, 5000, 20000]", ValuesMax: 50),
        new("confirmation", FieldShape.Line, "confirmation: none"),
        new("counter", FieldShape.Line, "counter: exact"),
        new("challenge", FieldShape.Line, "challenge: auto"),
        new("rehearsal", FieldShape.Line, "rehearsal: false"),
        new("controller", FieldShape.Section, "controller: { name: …, contact: … }"),
        new("controller.name", FieldShape.Line, "name: The Organisation", 200),
        new("controller.contact", FieldShape.Line, "contact: privacy@example.org", 300),
        new("handover", FieldShape.Section, "handover: { retentionDays: 90 }"),
        new("handover.retentionDays", FieldShape.Line, "retentionDays: 90"),
    }.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    /// <summary>
    /// The field whose name an author may have meant, or null: a slip of at most two letters, or the right name in the wrong place.
    /// </summary>
    public static string? Nearest(string path)
    {
        // No path is longer than 22; comparing long nonsense would only cost time.
        if (path.Length > 32) return null;
        var slip = All.Keys.Select(known => (known, slips: Slips(path, known))).MinBy(candidate => candidate.slips);
        if (slip.slips <= 2) return slip.known;
        return All.Keys.FirstOrDefault(known => known[(known.LastIndexOf('.') + 1)..] == path[(path.LastIndexOf('.') + 1)..]);
    }

    /// <summary>Levenshtein distance: insertions, deletions and replacements that lead from one word to the other.</summary>
    private static int Slips(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}

/// <summary>What the value of a field looks like.</summary>
internal enum FieldShape
{
    /// <summary>Further fields.</summary>
    Section,

    /// <summary>Text on one line.</summary>
    Line,

    /// <summary>Text that may have several lines.</summary>
    Text,

    /// <summary>A list of lines.</summary>
    List,
}

/// <summary>What a file says for one field.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line of the field's name in the file, from 1.</param>
/// <param name="Rule">The field.</param>
/// <param name="Values">One value, or those of a list; none for a section.</param>
/// <param name="Sound">False when a problem was found already; its value is not judged again.</param>
internal sealed record StatedField(string File, int Line, DocumentField Rule, IReadOnlyList<string> Values, bool Sound)
{
    public string Path => Rule.Path;
}
