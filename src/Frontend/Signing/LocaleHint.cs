using System.Text.RegularExpressions;
using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Reads the language of a signer. It is a hint, for the language of their mails, so nothing in it costs the signature: a tag of BCP 47 and
/// a POSIX locale such as <c>de_AT.UTF-8</c> are understood, anything else is as if it were missing.
/// </summary>
internal static partial class LocaleHint
{
    /// <summary>Length of a language tag, in characters (RFC 5646 section 4.4.1); a longer one is ignored.</summary>
    public const int CharactersMax = 35;

    /// <summary>The language tag; null when there is none that can be understood.</summary>
    public static string? Read(string? text)
    {
        if (text is null || text.Length > 2 * CharactersMax || !TextNormalizer.TryClean(text, out var clean)) return null;
        // POSIX: language_TERRITORY.codeset@modifier (IEEE 1003.1, section 8.2).
        var end = clean.AsSpan().IndexOfAny('.', '@');
        var tag = (end < 0 ? clean : clean[..end]).Replace('_', '-');
        return tag.Length <= CharactersMax && LanguageTag().IsMatch(tag) ? tag : null;
    }

    // \z and not $: in .NET a $ also matches before a final newline.
    [GeneratedRegex(@"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
