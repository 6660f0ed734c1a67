using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>What a signer may write as a name or a place: one line of text that looks on paper as it looked on the screen.</summary>
public static class SignerText
{
    /// <summary>Longest name or place, in Unicode characters (scalar values) after normalisation.</summary>
    public const int CharactersMax = 100;

    /// <summary>Cuts white space around the text, normalises it to NFC and says what is wrong with it.</summary>
    public static TextVerdict Read(string? text, out string clean)
    {
        clean = "";
        if (text is null) return TextVerdict.Empty;
        // Normalising is not linear in hostile text, so length is bounded before it, generously: NFC at most shortens a name.
        if (text.Length > 8 * CharactersMax) return TextVerdict.TooLong;
        if (!IsWritable(text)) return TextVerdict.Forbidden;

        clean = Ascii.IsValid(text) ? text.Trim() : text.Normalize(NormalizationForm.FormC).Trim();
        // Mail programs make links of these: a stranger's mailbox would get an advertisement for a name.
        if (clean.Contains("://", StringComparison.Ordinal) || clean.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return TextVerdict.Forbidden;
        var runes = clean.EnumerateRunes();
        if (!runes.Any(IsVisible)) return TextVerdict.Empty;
        return runes.Count() > CharactersMax ? TextVerdict.TooLong : TextVerdict.Good;
    }

    // A name of nothing but joiners and spaces would be an empty line on the letter.
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

    // Embeddings, overrides and isolates (UAX 9 section 2) reorder the text around them: a name could rewrite the letter that it stands on.
    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <summary>What is wrong with a text.</summary>
public enum TextVerdict
{
    /// <summary>Nothing.</summary>
    Good,

    /// <summary>There is nothing but white space.</summary>
    Empty,

    /// <summary>More than <see cref="SignerText.CharactersMax"/> characters.</summary>
    TooLong,

    /// <summary>Control characters, half of a character, marks that reverse the direction of writing, or the address of a page.</summary>
    Forbidden,
}
