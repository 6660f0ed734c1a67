using System.Globalization;
using System.Text;

namespace Petitions.Grains.Documents;

/// <summary>
/// Characters that nobody sees: white space other than a blank, a tab or a line end, format characters, and letters that are blank. In
/// prose some of them belong (French has no-break spaces, Khmer marks words with U+200B, emoji have joiners); in names of fields, in fences
/// and in values that programs read they are mistakes, which a message must name, since the author cannot see them.
/// </summary>
internal static class InvisibleText
{
    // General categories do not tell that these are blank: Hangul fillers, a Braille cell without dots, the grapheme joiner.
    private const string BlankLetters = "\u115F\u1160\u3164\uFFA0\u2800\u034F\u17B4\u17B5";

    /// <summary>Index of the first such character, or -1.</summary>
    public static int IndexIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            if (IsInvisible(rune)) return i;
            i += length;
        }
        return -1;
    }

    /// <summary>True when there is something to see.</summary>
    public static bool HasVisible(string text) =>
        text.EnumerateRunes().Any(rune => !IsInvisible(rune) && !Rune.IsWhiteSpace(rune));

    /// <summary>The text without them.</summary>
    public static string Remove(string text)
    {
        if (IndexIn(text) < 0) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (!IsInvisible(rune)) kept.Append(rune);
        return kept.ToString();
    }

    /// <summary>What an author reads about the character at <paramref name="at"/> of a line, or of a value.</summary>
    public static string Describe(string text, int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _);
        var name = NameOf(rune.Value) is { } known ? $" ({known})" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"has U+{rune.Value:X4}{name} as its character {at + 1}, which cannot be seen: remove it");
    }

    private static bool IsInvisible(Rune rune) => rune.Value is not (' ' or '\t' or '\n')
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.Control
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0100 and <= 0xE01EF
            || rune.IsBmp && BlankLetters.Contains((char)rune.Value, StringComparison.Ordinal));

    private static string? NameOf(int character) => character switch
    {
        0x00A0 => "no-break space",
        0x00AD => "soft hyphen",
        0x200B => "zero width space",
        0x200C => "zero width non-joiner",
        0x200D => "zero width joiner",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x202F => "narrow no-break space",
        0x2060 => "word joiner",
        0x3000 => "ideographic space",
        0xFEFF => "byte order mark",
        _ => null,
    };
}
