using System.Globalization;
using System.Text;

namespace Petitions.Grains.Signing;

/// <summary>Validates names and places of signers, after <see cref="TextNormalizer"/>: one line of visible text without links.</summary>
public static class SignerText
{
    /// <summary>Maximum length of a name or place, in Unicode scalar values after normalisation; longer text is rejected.</summary>
    public const int CharactersMax = 100;

    /// <summary>
    /// Digits in a name or place; more are a telephone number, of which phones make a link. A place may have a postcode: the longest are
    /// ZIP+4, with nine digits.
    /// </summary>
    public const int DigitsMax = 9;

    /// <summary>Cleans and validates a name or place.</summary>
    public static TextValidity Read(string? text, out string clean)
    {
        clean = "";
        if (text is null) return TextValidity.Empty;
        // Normalisation is not linear for hostile input, so the length is limited first, generously: NFC rarely lengthens text.
        if (text.Length > 8 * CharactersMax) return TextValidity.TooLong;
        if (!TextNormalizer.TryClean(text, out var cleaned)) return TextValidity.Forbidden;
        clean = cleaned;

        var (characters, digits, isVisible) = (0, 0, false);
        foreach (var rune in clean.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || IsOverride(rune)) return TextValidity.Forbidden;
            characters++;
            if (Rune.IsDigit(rune)) digits++;
            isVisible |= IsVisible(rune);
        }
        if (!isVisible) return TextValidity.Empty;
        if (characters > CharactersMax) return TextValidity.TooLong;
        return digits > DigitsMax || LinkDetector.HasLink(clean) ? TextValidity.Link : TextValidity.Valid;
    }

    /// <summary>
    /// True when a clean given and family name make a link together, though neither is one: they stand beside each other in the mail.
    /// </summary>
    public static bool MakeLink(string givenName, string familyName) => LinkDetector.HasLink(givenName, familyName);

    // A name of only marks would be an empty line on the letter.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    // Overrides (UAX 9 section 2.2) reorder the text after them, so a name could garble the letter.
    private static bool IsOverride(Rune rune) => rune.Value is 0x202D or 0x202E;
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

    /// <summary>A control character, an unpaired surrogate or a directional override.</summary>
    Forbidden,

    /// <summary>Mail programs would make a link of it: a web address, an e-mail address or a telephone number.</summary>
    Link,
}
