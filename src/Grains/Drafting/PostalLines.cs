using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Petitions.Grains.Drafting;

/// <summary>Tells lines of a postal address: street, post office box, city, country.</summary>
internal static class PostalLines
{
    private static readonly Regex Street = LetterPhrases.Pattern(
        @"\b(street|st|avenue|ave|road|rd|lane|drive|square|sq|quay|place|boulevard|blvd|way|court|house|plaza|suite|floor)\b\.?"
        + @"|\b(rue|avenue|place|quai|chemin|allée|impasse|cours|boulevard)\s|\w(straße|strasse|str\.|gasse|platz|weg|ring|allee|ufer|kai"
        + @"|damm|markt|zeile|hof)\b"
        + @"|\b(straße|strasse|str\.|gasse|platz|weg|ring|allee|ufer|kai|damm|markt|am|im|an der|via|calle|ulica)\s");

    private static readonly Regex Box = LetterPhrases.Pattern(@"^(p\.?\s?o\.?\s?box|postfach|b\.?p\.?|boîte postale|c/o)\b");

    // "1010 Wien", "A-1010 Wien", "75007 Paris", "DC 20024", "TAS 7999", "SW1A 2AA", "K1A 0A2", "10117 Berlin".
    private static readonly Regex City = LetterPhrases.Pattern(
        @"^([a-z]{1,2}-)?\d{4,6}\s+\p{L}|\b[a-z]{2,3}\s+\d{4,5}(-\d{4})?$|\b\d{5,6}$|\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b"
        + @"|\b[a-z]\d[a-z]\s?\d[a-z]\d\b|^\p{L}[\p{L} .'’-]+,?\s+\d{4,6}$|\bcedex\b");

    private static readonly ImmutableArray<(Regex Form, string Country)> Codes =
    [
        (LetterPhrases.Pattern(@"\b[a-z]{2}\s+\d{5}(-\d{4})?$"), "US"),
        (LetterPhrases.Pattern(@"\b[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}$"), "GB"),
        (LetterPhrases.Pattern(@"\b[a-z]\d[a-z]\s\d[a-z]\d$"), "CA"),
        (LetterPhrases.Pattern(@"\b(nsw|vic|qld|tas|act)\s+\d{4}$"), "AU"),
        (LetterPhrases.Pattern(@"^a-\d{4}\s"), "AT"),
        (LetterPhrases.Pattern(@"^d-\d{5}\s"), "DE"),
        (LetterPhrases.Pattern(@"^ch-\d{4}\s"), "CH"),
        (LetterPhrases.Pattern(@"^f-\d{5}\s"), "FR"),
    ];

    /// <summary>True for a line that is part of a postal address, and for the name of a country.</summary>
    public static bool IsPostal(string line) => IsStreet(line) || IsCity(line) || Box.IsMatch(line) || CountryNames.Find(line) is not null;

    /// <summary>True for a street with a number, or a post office box.</summary>
    public static bool IsStreet(string line) => Box.IsMatch(line)
        || line.Any(char.IsDigit) && (Street.IsMatch(line) || char.IsDigit(line[0]) && line.Contains(' ', StringComparison.Ordinal))
            && !line.EndsWith('.');

    /// <summary>True for a city with its code.</summary>
    public static bool IsCity(string line) => City.IsMatch(line);

    /// <summary>True for a city with its code, and for the name of a country.</summary>
    public static bool IsCityOrCountry(string line) => IsCity(line) || CountryNames.Find(line) is not null;

    /// <summary>The country that a line names, alone or at its end, or whose form its postal code has; null when there is none.</summary>
    public static string? CountryOf(string line)
    {
        var last = line[(line.LastIndexOf(',') + 1)..];
        return CountryNames.Find(line) ?? CountryNames.Find(last)
            ?? Codes.Where(code => code.Form.IsMatch(line)).Select(code => code.Country).FirstOrDefault();
    }

    /// <summary>A line that has street and city, as two lines; every other line as it is.</summary>
    public static IEnumerable<string> SplitStreetAndCity(string line)
    {
        for (var comma = line.IndexOf(','); comma > 0; comma = line.IndexOf(',', comma + 1))
        {
            var (street, city) = (line[..comma].Trim(), line[(comma + 1)..].Trim());
            if (IsStreet(street) && !IsCity(street) && IsCity(city)) return [street, city];
        }
        return [line];
    }
}
