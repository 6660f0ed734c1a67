using System.Globalization;
using System.Resources;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Localization;

/// <summary>
/// Names of languages in the languages of pages, from <c>LanguageNames.resx</c> (Unicode CLDR, languages of two letters), for the reason
/// that <see cref="CountryNames"/> gives.
/// </summary>
internal static class LanguageNames
{
    private static readonly ResourceManager Resources =
        new("Petitions.Frontend.Localization.LanguageNames", typeof(LanguageNames).Assembly);

    /// <summary>
    /// The name of a language, with the rest of its tag in brackets: "German (Austria)" for <c>de-AT</c>, "Chinese (Hant)" for
    /// <c>zh-Hant</c>. The tag itself when its language has no name here.
    /// </summary>
    public static string Of(string tag, Texts texts)
    {
        var parts = tag.Split('-');
        if (Resources.GetString(parts[0].ToLowerInvariant(), texts.Culture) is not { } name) return tag;
        return parts.Length == 1 ? name : $"{name} ({string.Join(", ", parts.Skip(1).Select(part => NameOf(part, texts)))})";
    }

    /// <summary>
    /// What a language calls itself, for readers who look for theirs: "Deutsch", "Português". With its region or script only where others
    /// of the same language stand beside it. Of the runtime's data (CLDR): unlike other names, it does not depend on who asks.
    /// </summary>
    /// <param name="tag">A BCP 47 tag.</param>
    /// <param name="among">The languages that it stands among.</param>
    public static string Own(string tag, IEnumerable<string> among)
    {
        var language = tag.Split('-')[0];
        var isOnly = among.Count(other => other.Split('-')[0] == language) == 1;
        try
        {
            var culture = CultureInfo.GetCultureInfo(isOnly ? language : tag);
            var name = culture.NativeName;
            return char.ToUpper(name[0], culture) + name[1..];
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    // A part that is a country code gets the country's name; any other is shown as it was sent, because signers see everything stored.
    private static string NameOf(string part, Texts texts) =>
        part.ToUpperInvariant() is var code && Countries.IsCountry(code) ? CountryNames.Of(code, texts) : part;
}
