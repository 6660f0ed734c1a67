using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>
/// The clean-up of every text field, before any rule looks at it: what a spreadsheet cell, a word processor or a phone adds unseen is no
/// fault of the signer.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>characters</term><description>what becomes of them</description></listheader>
/// <item><term>white space of all kinds: tab, line break, no-break and ideographic space, and letters that look like a space (U+2800,
/// U+3164, U+FFA0)</term><description>a run becomes one space; none at the ends</description></item>
/// <item><term>ignorable characters (Unicode <c>Default_Ignorable_Code_Point</c>): soft hyphen, zero-width space, byte order mark,
/// directional marks, embeddings and isolates, tags</term><description>removed</description></item>
/// <item><term>joiners (U+200C, U+200D)</term><description>kept between letters of scripts that are written with them, such as Arabic and
/// Devanagari; removed elsewhere</description></item>
/// <item><term>variation selectors</term><description>kept after Chinese characters and Mongolian letters</description></item>
/// <item><term>the result</term><description>Unicode NFC</description></item>
/// </list>
/// Left for the rules to refuse: control characters without a meaning as white space, and the directional overrides U+202D and U+202E,
/// without which the text would read differently.
/// </remarks>
public static class TextNormalizer
{
    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>The clean text; false when it has an unpaired surrogate and is no Unicode text. The time is linear in its length, except
    /// for normalisation: limit the length of hostile input first.</summary>
    public static bool TryClean(string text, [NotNullWhen(true)] out string? clean)
    {
        clean = text;
        if (IsPlain(text)) return true;

        var builder = new StringBuilder(text.Length);
        var last = default(Rune);
        var space = false;
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                clean = null;
                return false;
            }
            i += rune.Utf16SequenceLength;
            if (IsSpace(rune))
            {
                space = builder.Length > 0;
                continue;
            }
            if (IsIgnorable(rune.Value) && (space || !IsNeeded(rune.Value, last, i < text.Length ? NextOf(text, i) : default))) continue;
            if (space) builder.Append(' ');
            space = false;
            builder.Append(rune.ToString());
            last = rune;
        }
        clean = builder.ToString().Normalize(NormalizationForm.FormC);
        return true;
    }

    // The common case, and the only one on the hot path: ASCII without anything to remove.
    private static bool IsPlain(string text)
    {
        var before = ' ';
        foreach (var c in text)
        {
            if (c >= '\u007F' || c < ' ' || (c == ' ' && before == ' ')) return false;
            before = c;
        }
        return text.Length == 0 || before != ' ';
    }

    private static Rune NextOf(string text, int index) => Rune.TryGetRuneAt(text, index, out var rune) ? rune : default;

    // Line breaks and tabs are white space to .NET; the blank Braille pattern and the Hangul fillers only look like it.
    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0x2800 or 0x3164 or 0xFFA0;

    // Unicode 16, DerivedCoreProperties.txt, without the overrides, which are refused, and the fillers above.
    private static bool IsIgnorable(int value) => value is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202C) or (>= 0x2060 and <= 0x206F)
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or (>= 0xFFF0 and <= 0xFFF8) or (>= 0x1BCA0 and <= 0x1BCA3)
        or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsNeeded(int value, Rune before, Rune after) => value switch
    {
        ZeroWidthNonJoiner or ZeroWidthJoiner => IsJoined(before) && IsJoined(after),
        >= 0x180B and <= 0x180F => IsMongolian(before.Value),
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => IsChinese(before.Value),
        // The fillers of Hangul letters stand beside letters that were not composed.
        0x115F => after.Value is >= 0x1160 and <= 0x11FF,
        0x1160 => before.Value is (>= 0x1100 and <= 0x115F) or (>= 0xA960 and <= 0xA97F),
        _ => false,
    };

    private static bool IsMongolian(int value) => value is >= 0x1820 and <= 0x18AA;

    private static bool IsChinese(int value) => value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    // Scripts whose letters change with their neighbours, by block: Arabic, Syriac, N'Ko; the scripts of India, Sri Lanka, Tibet, Myanmar,
    // Cambodia, Mongolia and Indonesia; Brahmic scripts, Adlam and Hanifi Rohingya beyond U+FFFF.
    private static bool IsJoined(Rune rune) =>
        (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
        && rune.Value is (>= 0x0600 and <= 0x0DFF) or (>= 0x0F00 and <= 0x109F) or (>= 0x1780 and <= 0x18AF)
            or (>= 0x1A20 and <= 0x1BFF) or (>= 0xA800 and <= 0xA8FF) or (>= 0xA980 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAAFF)
            or (>= 0xABC0 and <= 0xABFF) or (>= 0x10D00 and <= 0x10D3F) or (>= 0x11000 and <= 0x11FFF) or (>= 0x1E900 and <= 0x1E95F);
}
