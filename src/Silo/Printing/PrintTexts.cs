using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Petitions.Grains.Documents;

namespace Petitions.Silo.Printing;

/// <summary>
/// The words of printed things in one language: <c>PrintTexts.resx</c> is English, <c>PrintTexts.de.resx</c> German. A new language needs
/// one more file and one more entry in <see cref="Languages"/>.
/// </summary>
internal sealed class PrintTexts
{
    private static readonly ResourceManager Resources = new("Petitions.Silo.Printing.PrintTexts", typeof(PrintTexts).Assembly);

    private static readonly FrozenDictionary<string, PrintTexts> All =
        Languages.ToFrozenDictionary(lang => lang, lang => new PrintTexts(lang), StringComparer.OrdinalIgnoreCase);

    private PrintTexts(string lang) => (Lang, Culture) = (lang, CultureInfo.GetCultureInfo(lang));

    /// <summary>The languages of these words; the first is the fallback.</summary>
    public static ImmutableArray<string> Languages => ["en", "de"];

    /// <summary>The language, a BCP 47 tag.</summary>
    public string Lang { get; }

    /// <summary>The format of numbers and dates.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The text with this name.</summary>
    public string this[string name] =>
        Resources.GetString(name, Culture) ?? throw new MissingManifestResourceException($"PrintTexts.resx has no text '{name}'.");

    /// <summary>The words that fit a language best, see <see cref="LanguageLookup"/>; English when none do.</summary>
    public static PrintTexts For(string lang) =>
        All[Languages[Math.Max(0, LanguageLookup.Find(lang, Languages, static tag => tag))]];

    /// <summary>The text with this name, its placeholders filled in.</summary>
    public string With(string name, params ReadOnlySpan<object?> values) => string.Format(Culture, this[name], values);

    /// <summary>A date, with the name of the month.</summary>
    public string Date(DateOnly date) => date.ToString(this["Date"], Culture);

    /// <summary>A moment in the time of a zone, which is named.</summary>
    /// <param name="moment">When.</param>
    /// <param name="timeZone">Name of the zone; null is UTC.</param>
    public string Moment(DateTimeOffset moment, string? timeZone) => PetitionZone.Format(moment, timeZone, this["Moment"], Culture);
}
