using System.Collections.Frozen;
using Petitions.Grains.Configuration;

namespace Petitions.Grains.Documents;

/// <summary>The definition of one front matter field: its path, its shape and its limits. A value above a limit is a problem.</summary>
/// <param name="Path">Dotted path.</param>
/// <param name="Shape">Shape of the value.</param>
/// <param name="Example">A valid line, shown in messages.</param>
/// <param name="CharsMax">Maximum length of a value in UTF-16 code units.</param>
/// <param name="ValuesMax">Maximum number of values of a list.</param>
/// <param name="PerLanguage">True for a field that each language states for itself; all other fields are shared by all languages.</param>
/// <param name="Prose">True for words that people read; all other values are read by programs, and have only what can be seen.</param>
internal sealed record FieldDefinition(
    string Path, FieldShape Shape, string Example, int CharsMax = 64, int ValuesMax = 1, bool PerLanguage = false, bool Prose = false)
{
    /// <summary>Every field of petition/v1.</summary>
    public static FrozenDictionary<string, FieldDefinition> All { get; } = new FieldDefinition[]
    {
        new("schema", FieldShape.Line, "schema: petition/v1"),
        new("id", FieldShape.Line, "id: the-slug", 100),
        new("lang", FieldShape.Line, "lang: en", PerLanguage: true),
        new("letterLang", FieldShape.Line, "letterLang: en", PerLanguage: true),
        new("title", FieldShape.Line, "title: What is asked, in one line", 200, PerLanguage: true, Prose: true),
        new("subject", FieldShape.Line, "subject: The subject line of the letter", 300, PerLanguage: true, Prose: true),
        new("summary", FieldShape.Text, "summary: What the letter asks for, and why", 1_500, PerLanguage: true, Prose: true),
        new("addressee", FieldShape.Section, "addressee: { name: …, office: …, address: [ … ], country: US }"),
        new("addressee.name", FieldShape.Line, "name: Jane Doe", 200, Prose: true),
        new("addressee.office", FieldShape.Line, "office: Minister of Transport", 200, Prose: true),
        new("addressee.address", FieldShape.List, "address: [ 1 Main Street, Springfield ]", 200, 10, Prose: true),
        new("addressee.country", FieldShape.Line, "country: US"),
        new("alsoTo", FieldShape.List, "alsoTo: [ The Embassy in Vienna ]", 300, 20, Prose: true),
        new("transfer", FieldShape.Section, "transfer: { country: US, adequacy: none, fields: [givenName, familyName], risks: … }"),
        new("transfer.country", FieldShape.Line, "country: US"),
        new("transfer.adequacy", FieldShape.Line, "adequacy: none"),
        new("transfer.fields", FieldShape.List, "fields: [givenName, familyName]", ValuesMax: 10),
        new("transfer.risks", FieldShape.Text, "risks: What can happen to the data there", 5_000, PerLanguage: true, Prose: true),
        new("consent", FieldShape.Section, "consent: { version: 2026-01, method: checkbox, text: … }"),
        new("consent.version", FieldShape.Line, "version: 2026-01"),
        new("consent.method", FieldShape.Line, "method: checkbox"),
        new("consent.text", FieldShape.Text, "text: What the signer agrees to", 5_000, PerLanguage: true, Prose: true),
        new("newsletter", FieldShape.Section, "newsletter: { version: 2026-01, text: … }"),
        new("newsletter.version", FieldShape.Line, "version: 2026-01"),
        new("newsletter.text", FieldShape.Text, "text: What the subscriber agrees to", 5_000, PerLanguage: true, Prose: true),
        new("privacyNotice", FieldShape.Line, "privacyNotice: https://example.org/privacy", 500),
        new("safeCountries", FieldShape.Line, "safeCountries: https://example.org/safe-countries", 500),
        new("optionalFields", FieldShape.List, "optionalFields: [place, country]", ValuesMax: 10),
        new("minimumAge", FieldShape.Line, "minimumAge: 16"),
        new("opensAt", FieldShape.Line, "opensAt: 2026-01-31T08:00:00+01:00"),
        new("closesAt", FieldShape.Line, "closesAt: 2026-12-31T23:59:00+01:00"),
        new("timeZone", FieldShape.Line, "timeZone: Europe/Vienna", 100),
        new("goals", FieldShape.List, "goals: [1000, 5000, 20000]", ValuesMax: 50),
        new("confirmation", FieldShape.Line, "confirmation: none"),
        new("counter", FieldShape.Line, "counter: exact"),
        new("challenge", FieldShape.Line, "challenge: auto"),
        new("rehearsal", FieldShape.Line, "rehearsal: false"),
        new("controller", FieldShape.Section, "controller: { name: …, contact: … }"),
        new("controller.name", FieldShape.Line, "name: The Organisation", 200, Prose: true),
        new("controller.contact", FieldShape.Line, "contact: privacy@example.org", 300, Prose: true),
        new("handover", FieldShape.Section, "handover: { retentionDays: 90 }"),
        new("handover.retentionDays", FieldShape.Line, "retentionDays: 90"),
    }.ToFrozenDictionary(field => field.Path, StringComparer.Ordinal);

    /// <summary>
    /// The field that the author probably meant: at most two edits away, or the same name in another section. Null when there is none.
    /// </summary>
    public static string? Nearest(string path)
    {
        // The longest path has 22 characters. Longer input cannot match and would only cost time.
        if (path.Length > 32) return null;
        var nearest = All.Keys.Select(known => (known, edits: EditDistance.Between(path, known))).MinBy(candidate => candidate.edits);
        if (nearest.edits <= 2) return nearest.known;
        return All.Keys.FirstOrDefault(known => known[(known.LastIndexOf('.') + 1)..] == path[(path.LastIndexOf('.') + 1)..]);
    }
}

/// <summary>The shape of a field's value.</summary>
internal enum FieldShape
{
    /// <summary>A mapping of further fields.</summary>
    Section,

    /// <summary>Text on one line.</summary>
    Line,

    /// <summary>Text that may have several lines.</summary>
    Text,

    /// <summary>A list of lines.</summary>
    List,
}

/// <summary>One field as it was read from a file.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line of the field's name in the file, from 1.</param>
/// <param name="Definition">The field's definition.</param>
/// <param name="Values">One value, or those of a list; empty for a section.</param>
/// <param name="IsValid">False when a problem was reported already; the value is not validated a second time.</param>
internal sealed record ParsedField(string File, int Line, FieldDefinition Definition, IReadOnlyList<string> Values, bool IsValid)
{
    public string Path => Definition.Path;
}
