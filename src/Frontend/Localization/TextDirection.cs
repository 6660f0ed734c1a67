using System.Collections.Frozen;

namespace Petitions.Frontend.Localization;

/// <summary>The direction of a language's script, for the attribute <c>dir</c>.</summary>
internal static class TextDirection
{
    // Languages and scripts that run from right to left (Unicode CLDR, characterOrder).
    private static readonly FrozenSet<string> RightToLeft = new[]
    {
        "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
        "Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>rtl</c> or <c>ltr</c>. A script in the tag decides, else its language.</summary>
    /// <param name="tag">A BCP 47 tag.</param>
    public static string Of(string tag)
    {
        var parts = tag.Split('-');
        // A script has four letters and comes right after the language (RFC 5646 section 2.2.3).
        var script = parts.Length > 1 && parts[1].Length == 4 && char.IsAsciiLetter(parts[1][0]) ? parts[1] : parts[0];
        return RightToLeft.Contains(script) ? "rtl" : "ltr";
    }
}
