using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;

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

    private Texts(string lang) => (Lang, Culture) = (lang, CultureInfo.GetCultureInfo(lang));

    /// <summary>The languages of pages; the first is the default.</summary>
    public static ImmutableArray<string> Languages => ["en", "de"];

    /// <summary>English: the language of the API's error answers, and the default of pages.</summary>
    public static Texts English => All[Languages[0]];

    /// <summary>The language, a BCP 47 tag.</summary>
    public string Lang { get; }

    /// <summary>The format of numbers and dates.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The text of that name.</summary>
    /// <exception cref="MissingManifestResourceException">There is none, which is a bug.</exception>
    public string this[string name] =>
        Resources.GetString(name, Culture) ?? throw new MissingManifestResourceException($"Texts.resx has no text '{name}'.");

    /// <summary>The texts of a language; null when pages do not have it.</summary>
    public static Texts? Find(string? lang) => lang is not null && All.TryGetValue(lang, out var texts) ? texts : null;

    /// <summary>The text of that name with its placeholders filled in.</summary>
    public string With(string name, params ReadOnlySpan<object?> values) => string.Format(Culture, this[name], values);

    /// <summary>A duration, in whole days from 2 days on, else in whole hours.</summary>
    public string Duration(TimeSpan time) =>
        time.TotalDays >= 2 ? With("Duration_Days", (int)time.TotalDays) : With("Duration_Hours", Math.Max(1, (int)time.TotalHours));

    /// <summary>The message for an invalid field: what is wrong and what to do.</summary>
    public string Of(FieldFault fault) => With(fault.TextName, fault.Number);
}
