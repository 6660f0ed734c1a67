using System.Collections.Frozen;
using System.Text;

namespace Petitions.Grains.Drafting;

/// <summary>Names of countries in English, German and French, as they stand below an address: the resource country-names.txt.</summary>
internal static class CountryNames
{
    private const string Resource = "Drafting/country-names.txt";

    // "The Republic of Austria", "Republik Österreich", "République française" is a name of its own.
    private static readonly string[] Prefixes =
    [
        "the", "republic of", "federal republic of", "islamic republic of", "peoples republic of", "kingdom of", "commonwealth of",
        "republik", "bundesrepublik", "königreich", "volksrepublik", "republique de", "republique du", "royaume de", "la", "le",
    ];

    private static readonly FrozenDictionary<string, string> Codes = Read();

    /// <summary>The codes that have names.</summary>
    public static IEnumerable<string> All => Codes.Values;

    /// <summary>The ISO 3166-1 code of a country's name; null when it is none.</summary>
    public static string? Find(string name)
    {
        var key = KeyOf(name);
        if (Codes.TryGetValue(key, out var code)) return code;
        foreach (var prefix in Prefixes)
        {
            if (key.StartsWith(KeyOf(prefix) + " ", StringComparison.Ordinal)
                && Codes.TryGetValue(key[(KeyOf(prefix).Length + 1)..], out var known)) return known;
        }
        return null;
    }

    // One country a line: its code, a blank, and its names with | between them.
    private static FrozenDictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(CountryNames).Assembly.GetManifestResourceStream(Resource)!);
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            foreach (var name in line[3..].Split('|')) codes.TryAdd(KeyOf(name), line[..2]);
        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Without case, accents and signs: "U.S.A." is "usa", "Côte d’Ivoire" is "cote divoire".
    private static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) key.Append(c);
            else if (c is ' ' or '-' && key.Length > 0 && key[^1] != ' ') key.Append(' ');
        }
        return key.ToString().TrimEnd();
    }
}
