using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Petitions.Grains.Documents;

[assembly: NeutralResourcesLanguage("en")]

namespace Petitions.Frontend.Localization;

/// <summary>
/// The texts of pages and error answers in one language: <c>Texts.resx</c> is English, <c>Texts.de.resx</c> German. A new language is one
/// more file and one more entry in <see cref="Languages"/>.
/// </summary>
public sealed class Texts
{
    private static readonly ResourceManager Resources = new("Petitions.Frontend.Localization.Texts", typeof(Texts).Assembly);

    private static readonly FrozenDictionary<string, Texts> All =
        Languages.ToFrozenDictionary(lang => lang, lang => new Texts(lang), StringComparer.OrdinalIgnoreCase);

    // Bounded by the languages of published documents.
    private static readonly ConcurrentDictionary<string, Texts> OfPages = new();

    private Texts(string lang, string? pageLang = null) =>
        (Lang, PageLang, Culture) = (lang, pageLang ?? lang, CultureInfo.GetCultureInfo(lang));

    /// <summary>The languages of pages; the first is the default.</summary>
    public static ImmutableArray<string> Languages => ["en", "de"];

    /// <summary>English: the language of the API's error answers, and the default of pages.</summary>
    public static Texts English => All[Languages[0]];

    /// <summary>The language of these words, a BCP 47 tag.</summary>
    public string Lang { get; }

    /// <summary>
    /// The language of the page that they are for, a BCP 47 tag: that of the petition's text, such as <c>de-AT</c> or <c>fr</c>. Addresses
    /// name this one.
    /// </summary>
    public string PageLang { get; }

    /// <summary>There are no words in the language of the page: these are English ones instead.</summary>
    public bool ArePageForeign => Find(PageLang) is null;

    /// <summary>The format of numbers and dates.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The text of that name.</summary>
    /// <exception cref="MissingManifestResourceException">There is none, which is a bug.</exception>
    public string this[string name] =>
        Resources.GetString(name, Culture) ?? throw new MissingManifestResourceException($"Texts.resx has no text '{name}'.");

    /// <summary>The words that fit a language best, see <see cref="LanguageLookup"/>; null when none do.</summary>
    public static Texts? Find(string? lang) =>
        LanguageLookup.Find(lang, Languages, static tag => tag) is >= 0 and var found ? All[Languages[found]] : null;

    /// <summary>The words for a page in one of a petition's languages: those that fit it best, else the English ones.</summary>
    public static Texts For(string pageLang) => All.TryGetValue(pageLang, out var exact) ? exact
        : OfPages.GetOrAdd(pageLang, static tag => new Texts((Find(tag) ?? English).Lang, tag));

    /// <summary>The text of that name with its placeholders filled in.</summary>
    public string With(string name, params ReadOnlySpan<object?> values) => string.Format(Culture, this[name], values);

    /// <summary>A duration, in whole days from 2 days on, else in whole hours.</summary>
    public string Duration(TimeSpan time) =>
        time.TotalDays >= 2 ? With("Duration_Days", (int)time.TotalDays) : With("Duration_Hours", Math.Max(1, (int)time.TotalHours));

    /// <summary>The message for an invalid field: what is wrong and what to do.</summary>
    public string Of(FieldFault fault) => With(fault.TextName, fault.Number);
}
