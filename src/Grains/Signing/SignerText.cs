using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>Validates names and places of signers: one line of visible text without formatting characters.</summary>
public static class SignerText
{
    /// <summary>Maximum length of a name or place, in Unicode scalar values after normalisation; longer text is rejected.</summary>
    public const int CharactersMax = 100;

    /// <summary>Trims the text, normalises it to NFC and validates it.</summary>
    public static TextValidity Read(string? text, out string clean)
    {
        clean = "";
        if (text is null) return TextValidity.Empty;
        // Normalisation is not linear for hostile input, so the length is limited first, generously: NFC rarely lengthens text.
        if (text.Length > 8 * CharactersMax) return TextValidity.TooLong;
        if (!IsWritable(text)) return TextValidity.Forbidden;

        clean = Ascii.IsValid(text) ? text.Trim() : text.Normalize(NormalizationForm.FormC).Trim();
        // Mail programs turn these into links, so a name could carry an advertisement into a stranger's mailbox.
        if (clean.Contains("://", StringComparison.Ordinal) || clean.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return TextValidity.Forbidden;
        var runes = clean.EnumerateRunes();
        if (!runes.Any(IsVisible)) return TextValidity.Empty;
        return runes.Count() > CharactersMax ? TextValidity.TooLong : TextValidity.Valid;
    }

    // A name of only joiners and spaces would be an empty line on the letter.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static bool IsWritable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (!char.IsSurrogatePair(text, i)) return false;
                i++;
            }
            else if (char.IsControl(c) || IsBidiControl(c)
                || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }
        }
        return true;
    }

    // Embeddings, overrides and isolates (UAX 9 section 2) reorder the text around them, so a name could garble the letter.
    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <summary>The result of validating a text.</summary>
public enum TextValidity
{
    /// <summary>The text is valid.</summary>
    Valid,

    /// <summary>No visible character.</summary>
    Empty,

    /// <summary>More than <see cref="SignerText.CharactersMax"/> characters.</summary>
    TooLong,

    /// <summary>A control character, an unpaired surrogate, a bidirectional control or a URL.</summary>
    Forbidden,
}
