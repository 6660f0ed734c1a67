using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;

[assembly: NeutralResourcesLanguage("en")]

namespace Petitions.Silo.Mail;

/// <summary>
/// What mails say, in one language: <c>MailTexts.resx</c> is English, <c>MailTexts.de.resx</c> German. A new language is one more file and
/// one more entry in <see cref="Languages"/>.
/// </summary>
internal sealed class MailTexts
{
    private static readonly ResourceManager Resources = new("Petitions.Silo.Mail.MailTexts", typeof(MailTexts).Assembly);

    private static readonly FrozenDictionary<string, MailTexts> All =
        Languages.ToFrozenDictionary(lang => lang, lang => new MailTexts(lang), StringComparer.OrdinalIgnoreCase);

    private MailTexts(string lang) => (Lang, Culture) = (lang, CultureInfo.GetCultureInfo(lang));

    /// <summary>The languages of mails; the first is the one for everybody else.</summary>
    public static ImmutableArray<string> Languages => ["en", "de"];

    /// <summary>The language, a BCP 47 tag.</summary>
    public string Lang { get; }

    private CultureInfo Culture { get; }

    /// <summary>The text of that name.</summary>
    public string this[string name] =>
        Resources.GetString(name, Culture) ?? throw new MissingManifestResourceException($"MailTexts.resx has no text '{name}'.");

    /// <summary>The texts for a signer: by the page that they used, else by the petition.</summary>
    public static MailTexts For(string? locale, string petitionLang) =>
        Find(locale) ?? Find(petitionLang) ?? All[Languages[0]];

    /// <summary>The text of that name with its places filled in.</summary>
    public string With(string name, params ReadOnlySpan<object?> values) => string.Format(Culture, this[name], values);

    /// <summary>A moment as people write it, in UTC because nobody knows where the signer is.</summary>
    public string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(this["Mail_Moment"], Culture);

    private static MailTexts? Find(string? locale) =>
        locale is not null && All.TryGetValue(locale.Split('-', '_')[0], out var texts) ? texts : null;
}
