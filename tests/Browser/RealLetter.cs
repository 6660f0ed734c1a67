using System.Text;
using Petitions.Tests.Support;

namespace Petitions.Tests.Browser;

/// <summary>
/// The first real document as it arrived: a text with an addressee, a letter in English and notices in German. It is not ours to
/// publish, so it lies beside the checkout, and is converted to a petition document here.
/// </summary>
internal sealed record RealLetter
{
    /// <summary>The petition's slug in the tests.</summary>
    public const string Slug = "real-letter";

    /// <summary>Reads it; null where it is missing.</summary>
    public static RealLetter? Find() => File.Exists(RealLetterFile.Path) ? Read(File.ReadAllLines(RealLetterFile.Path)) : null;

    /// <summary>The lines before "place, date": office in German and English, name, then the address.</summary>
    public required IReadOnlyList<string> Addressee { get; init; }

    public required string Subject { get; init; }

    /// <summary>From the salutation to the closing.</summary>
    public required string Letter { get; init; }

    /// <summary>The notices below the signature: age, transfer, data.</summary>
    public required IReadOnlyList<string> Notices { get; init; }

    public static void WriteTo(string folder)
    {
        if (Find() is { } letter) File.WriteAllText(Path.Combine(folder, $"{Slug}.de.md"), letter.ToDocument());
    }

    private static RealLetter Read(string[] lines)
    {
        var place = Array.FindIndex(lines, line => line.Trim() == "Ort, Datum");
        var salutation = Array.FindIndex(lines, line => line.StartsWith("Dear ", StringComparison.Ordinal));
        var signature = Array.FindIndex(lines, line => line.Trim() == "Unterschrift");
        return new()
        {
            Addressee = Filled(lines[..place]),
            Subject = Filled(lines[(place + 1)..salutation]).Single(),
            Letter = string.Join('\n', lines[salutation..signature]).Trim(),
            // The line between the signature and the notices holds the field names.
            Notices = Filled(lines[(signature + 1)..])[1..],
        };
    }

    private static string[] Filled(IEnumerable<string> lines) => [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];

    // German with an English letter: lang is the language of the page, letterLang that of the letter.
    private string ToDocument()
    {
        var document = new StringBuilder($"""
            ---
            schema: petition/v1
            id: {Slug}
            lang: de
            letterLang: en
            title: Ein Brief an {Addressee[2]}
            subject: {Quoted(Subject)}
            addressee:
              name: {Quoted(Addressee[2])}
              office: {Quoted($"{Addressee[0]}, {Addressee[1]}")}
              address: [{string.Join(", ", Addressee.Skip(3).Select(Quoted))}]
              country: US
            transfer:
              country: US
              adequacy: none
              fields: [givenName, familyName]
              risks: {Quoted(Notices[1])}
            consent:
              version: 2026-01
              method: participation
              text: {Quoted(string.Join(' ', Notices))}
            privacyNotice: https://amnesty.at/datenschutz
            safeCountries: https://www.amnesty.at/drittstaaten
            minimumAge: 16
            opensAt: 2026-01-01
            rehearsal: true
            controller:
              name: Amnesty International
              contact: https://amnesty.at/datenschutz
            ---

            """);
        return document.Append(Letter).Append('\n').ToString();
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
