using System.Collections.Immutable;

namespace Petitions.Grains.Drafting;

/// <summary>The lines above a letter that say who gets it, told apart by their forms: office, name, street, city, country.</summary>
/// <param name="Name">Person or body; null when there is no such line.</param>
/// <param name="Office">Their office, with commas between its lines; null when there is none.</param>
/// <param name="Address">Street, city and country, a line each, as written.</param>
/// <param name="HasPlace">True when the address has more than the country.</param>
/// <param name="Country">ISO 3166-1 code; null when it cannot be told.</param>
internal sealed record AddresseeBlock(string? Name, string? Office, ImmutableArray<string> Address, bool HasPlace, string? Country)
{
    // Longer blocks, and blocks with longer lines, are prose.
    private const int LinesMax = 15, LineCharsMax = 100;

    private static readonly ImmutableArray<LetterPhrases> Languages = LetterPhrases.All;

    /// <summary>True for lines that have the form of an address, and not of a subject or of prose.</summary>
    /// <param name="lines">Lines without blank lines between them.</param>
    /// <param name="surname">The name in the salutation; null when there is none.</param>
    public static bool Looks(IReadOnlyList<string> lines, string? surname)
    {
        if (lines.Any(IsLabelled)) return true;
        if (lines.Count > LinesMax || lines.Any(line => line.Length > LineCharsMax && lines.Count > 1)) return false;
        // On one line a number and "street" may be a subject's; a city with its code is an address.
        if (lines.Count > 1 ? lines.Any(PostalLines.IsPostal) : SplitInline(lines).Skip(1).Any(PostalLines.IsCityOrCountry)) return true;
        if (lines.Any(line => line.EndsWith('.') || line.EndsWith('!') || line.EndsWith('?'))) return false;
        return lines.Count > 1 ? lines.Any(IsOffice) || lines.Any(line => HasWord(line, surname))
            : HasWord(lines[0], surname) && lines[0].Split(' ').Length <= 5;
    }

    /// <summary>True for a line that begins with "To:" or the like.</summary>
    public static bool IsLabelled(string line) => Languages.Any(phrases => phrases.AddresseeLabel.IsMatch(line));

    /// <summary>Tells the lines of a block apart.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="surname">The name in the salutation; null when there is none.</param>
    public static AddresseeBlock Read(IReadOnlyList<string> lines, string? surname)
    {
        var all = SplitInline(lines.Select(WithoutLabel).Where(line => line.Length > 0).ToList())
            .SelectMany(PostalLines.SplitStreetAndCity).ToList();
        var country = all.Select(PostalLines.CountryOf).LastOrDefault(code => code is not null);
        var postal = all.FindIndex(PostalLines.IsPostal);
        var people = postal < 0 ? all : all[..postal];
        var address = postal < 0 ? [] : all[postal..];

        // A city without a code: the last line before the country that is neither a name nor an office.
        if (people.Count > 1 && address.Count <= 1 && !IsOffice(people[^1]) && !HasWord(people[^1], surname)
            && people[..^1].Any(line => IsOffice(line) || HasWord(line, surname)) && NameAmong(people, surname) != people.Count - 1)
        {
            address.Insert(0, people[^1]);
            people.RemoveAt(people.Count - 1);
        }
        var (name, office) = ReadPeople(people, surname);
        return new(name, office, [.. address], address.Any(line => CountryNames.Find(line) is null), country);
    }

    /// <summary>All on one line, as a further recipient is written.</summary>
    public static string OnOneLine(IReadOnlyList<string> lines) =>
        string.Join(", ", lines.Select(WithoutLabel).Select(line => line.TrimEnd(',', ';')).Where(line => line.Length > 0));

    private static (string? Name, string? Office) ReadPeople(List<string> people, string? surname)
    {
        if (people.Count == 0) return (null, null);
        var at = NameAmong(people, surname);
        var name = people[at];
        var offices = people.Where((_, i) => i != at).ToList();
        // "Jane Tully, Harbour Master"
        if (name.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma && IsOffice(name[comma..]) && !IsOffice(name[..comma]))
        {
            offices.Insert(0, name[(comma + 1)..].Trim());
            name = name[..comma].Trim();
        }
        return (name, offices.Count > 0 ? string.Join(", ", offices.Select(office => office.TrimEnd(','))) : null);
    }

    // The line that the salutation names, else one with a form of address, else one that has no word of an office, else the first.
    private static int NameAmong(List<string> people, string? surname)
    {
        foreach (var isName in new Func<string, bool>[]
        {
            line => HasWord(line, surname),
            line => Languages.Any(phrases => phrases.Honorific.IsMatch(line)) && !IsOffice(line),
            line => line.Split(' ').Length is >= 2 and <= 5 && char.IsUpper(line[0]) && !IsOffice(line),
        })
        {
            if (people.FindIndex(line => isName(line)) is >= 0 and var at) return at;
        }
        return 0;
    }

    private static bool IsOffice(string line) => Languages.Any(phrases => phrases.Office.IsMatch(line));

    private static bool HasWord(string line, string? word) =>
        word is not null && line.Split(' ', ',', '.', '(', ')').Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string WithoutLabel(string line)
    {
        foreach (var phrases in Languages)
            if (phrases.AddresseeLabel.Match(line) is { Success: true } label) return line[label.Length..].Trim();
        return line;
    }

    // "Ministry of Justice, Museumstraße 7, 1070 Wien" on a line of its own.
    private static IReadOnlyList<string> SplitInline(IReadOnlyList<string> lines) =>
        lines.Count == 1 && lines[0].Contains(',')
            ? lines[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : lines;
}
