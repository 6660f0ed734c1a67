using System.Globalization;
using System.Text;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>
/// Classes of the Unicode bidirectional algorithm (UAX 9, table 4), without those of direction characters: see <see cref="Bidi"/>.
/// </summary>
internal enum BidiClass : byte
{
    L, R, AL, EN, ES, ET, AN, CS, NSM, BN, WS, ON,
}

/// <summary>The class of a character: from its block and general category, since .NET has no table of them.</summary>
internal static class BidiClasses
{
    public static BidiClass Of(Rune character)
    {
        var code = character.Value;
        var category = Rune.GetUnicodeCategory(character);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return BidiClass.NSM;
        return code switch
        {
            >= '0' and <= '9' or 0xB2 or 0xB3 or 0xB9 or >= 0x06F0 and <= 0x06F9 or >= 0x2070 and <= 0x2079 or >= 0x2080 and <= 0x2089
                or >= 0xFF10 and <= 0xFF19 => BidiClass.EN,
            >= 0x0600 and <= 0x0605 or >= 0x0660 and <= 0x0669 or 0x066B or 0x066C or 0x06DD => BidiClass.AN,
            '+' or '-' or 0x2212 or 0x207A or 0x207B => BidiClass.ES,
            ',' or '.' or '/' or ':' or 0xA0 or 0x060C or 0x202F or 0x2044 => BidiClass.CS,
            '#' or '%' or 0xB0 or 0xB1 or 0x0609 or 0x060A or 0x066A or >= 0x2030 and <= 0x2034 => BidiClass.ET,
            0x0606 or 0x0607 or 0x060E or 0x060F or 0xFD3E or 0xFD3F => BidiClass.ON,
            0x200E => BidiClass.L,
            0x200F => BidiClass.R,
            >= 0x0600 and <= 0x07BF or >= 0x0860 and <= 0x08FF or >= 0xFB50 and <= 0xFDFF or >= 0xFE70 and <= 0xFEFE
                or >= 0x10D00 and <= 0x10D3F or >= 0x1EC70 and <= 0x1ECBF or >= 0x1EE00 and <= 0x1EEFF => BidiClass.AL,
            >= 0x0590 and <= 0x085F or >= 0xFB1D and <= 0xFB4F or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF => BidiClass.R,
            _ => OfCategory(category),
        };
    }

    private static BidiClass OfCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.CurrencySymbol => BidiClass.ET,
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => BidiClass.WS,
        UnicodeCategory.Control or UnicodeCategory.Format => BidiClass.BN,
        <= UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber => BidiClass.L,
        _ => BidiClass.ON,
    };
}
