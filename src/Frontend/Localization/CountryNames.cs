using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Resources;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Localization;

/// <summary>
/// Names of countries in the languages of pages, from <c>CountryNames.resx</c> (Unicode CLDR, shortened). Not from the runtime's culture
/// data: it caches the names in the language of the first caller.
/// </summary>
internal static class CountryNames
{
    private static readonly ResourceManager Resources = new("Petitions.Frontend.Localization.CountryNames", typeof(CountryNames).Assembly);

    private static readonly ConcurrentDictionary<string, ImmutableArray<(string Code, string Name)>> Sorted = new();

    /// <summary>The name of a country; its code when it has none.</summary>
    public static string Of(string code, Texts texts) => Resources.GetString(code, texts.Culture) ?? code;

    /// <summary>All countries, sorted by name.</summary>
    public static ImmutableArray<(string Code, string Name)> In(Texts texts) => Sorted.GetOrAdd(texts.Lang, static (_, texts) =>
    [
        .. Countries.Codes.Select(code => (Code: code, Name: Of(code, texts)))
            .OrderBy(country => country.Name, StringComparer.Create(texts.Culture, ignoreCase: true)),
    ], texts);
}
