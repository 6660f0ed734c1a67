namespace Petitions.Silo.Printing.Typesetting;

/// <summary>
/// Where a line may end: after spaces, hyphens, dashes and slashes within words, and between ideographs (UAX 14, the part that letters
/// and names need). Words are not hyphenated.
/// </summary>
internal static class LineBreaks
{
    private const char NoBreakSpace = '\u00a0', NarrowNoBreakSpace = '\u202f', FigureSpace = '\u2007', ZeroWidthSpace = '\u200b';

    /// <summary>The ends of the pieces that a text may be broken into, ascending; the last one is its length.</summary>
    public static List<int> In(string text)
    {
        var ends = new List<int>();
        for (var i = 1; i < text.Length; i++)
            if (MayBreak(text, i)) ends.Add(i);
        ends.Add(text.Length);
        return ends;
    }

    /// <summary>True for spaces at which a line may end; those at the end of a line are not seen.</summary>
    public static bool IsSpace(char c) =>
        c is ZeroWidthSpace or '\n' || char.IsWhiteSpace(c) && c is not (NoBreakSpace or NarrowNoBreakSpace or FigureSpace);

    private static bool MayBreak(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        if (before == '\n') return true;
        if (IsSpace(after)) return false;
        if (IsSpace(before)) return true;
        if (before is '-' or '–' or '—' or '/' or '‐')
            return char.IsLetter(after) && at > 1 && (char.IsLetterOrDigit(text[at - 2]) || before is '/');
        return IsIdeograph(before) && IsIdeograph(after);
    }

    // Han and Kana.
    private static bool IsIdeograph(char c) =>
        c is >= '\u3041' and <= '\u30fe' or >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';
}
