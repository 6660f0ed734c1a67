using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Petitions.Grains.Documents;

[assembly: NeutralResourcesLanguage("en")]

namespace Petitions.Silo.Mail;

/// <summary>
/// The mail texts in one language: <c>MailTexts.resx</c> is English, <c>MailTexts.de.resx</c> German. A new language needs one more file
/// and one more entry in <see cref="Languages"/>.
/// </summary>
internal sealed class MailTexts
{
    private static readonly ResourceManager Resources = new("Petitions.Silo.Mail.MailTexts", typeof(MailTexts).Assembly);

    private static readonly FrozenDictionary<string, MailTexts> All =
        Languages.ToFrozenDictionary(lang => lang, lang => new MailTexts(lang), StringComparer.OrdinalIgnoreCase);

    private MailTexts(string lang) => (Lang, Culture) = (lang, CultureInfo.GetCultureInfo(lang));

    /// <summary>The languages of mails; the first is the fallback.</summary>
    public static ImmutableArray<string> Languages => ["en", "de"];

    /// <summary>The language, a BCP 47 tag.</summary>
    public string Lang { get; }

    private CultureInfo Culture { get; }

    /// <summary>The text with this name.</summary>
    public string this[string name] =>
        Resources.GetString(name, Culture) ?? throw new MissingManifestResourceException($"MailTexts.resx has no text '{name}'.");

    /// <summary>
    /// The texts for a signer: in the language of the page they used, else in that of the petition's text for them, else in the
    /// fallback.
    /// </summary>
    public static MailTexts For(string? locale, string petitionLang) =>
        Find(locale) ?? Find(petitionLang) ?? All[Languages[0]];

    /// <summary>The text with this name, formatted with <paramref name="values"/>.</summary>
    public string With(string name, params ReadOnlySpan<object?> values) => string.Format(Culture, this[name], values);

    /// <summary>A date and time for people, in the time zone of the petition, which is named.</summary>
    /// <param name="moment">When.</param>
    /// <param name="timeZone">Name of the zone; null is UTC.</param>
    public string Moment(DateTimeOffset moment, string? timeZone) =>
        PetitionZone.Format(moment, timeZone, this["Mail_Moment"], Culture);

    private static MailTexts? Find(string? locale) =>
        locale is not null && All.TryGetValue(locale.Split('-', '_')[0], out var texts) ? texts : null;
}
