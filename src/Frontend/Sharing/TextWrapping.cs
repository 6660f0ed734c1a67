using System.Globalization;

namespace Petitions.Frontend.Sharing;

/// <summary>Wraps a text at words into balanced lines, and truncates it with an ellipsis when it does not fit.</summary>
internal static class TextWrapping
{
    private const string Ellipsis = "…";
    private const string Hyphen = "-";

    /// <summary>Steps of the binary search for the narrowest column; after seven the error is less than one letter.</summary>
    private const int BalanceSteps = 7;

    /// <summary>The lines; <c>IsComplete</c> is false when words were broken or left out.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Width of a line, in the unit of <paramref name="measure"/>.</param>
    /// <param name="linesMax">Lines at most.</param>
    /// <param name="measure">The width of a text.</param>
    public static (IReadOnlyList<string> Lines, bool IsComplete) Wrap(string text, float width, int linesMax, Func<string, float> measure)
    {
        var (lines, isComplete) = FillLines(text, width, measure);
        if (lines.Count > linesMax)
            return ([.. lines.Take(linesMax - 1), Truncate($"{lines[linesMax - 1]} {lines[linesMax]}", width, measure)], false);
        if (!isComplete || lines.Count < 2) return (lines, isComplete);

        // The narrowest column with the same number of lines is the most balanced one.
        var (narrow, wide) = (width / 2, width);
        for (var step = 0; step < BalanceSteps; step++)
        {
            var middle = (narrow + wide) / 2;
            var attempt = FillLines(text, middle, measure);
            if (attempt.Lines.Count == lines.Count && attempt.IsComplete) (wide, lines) = (middle, attempt.Lines);
            else narrow = middle;
        }
        return (lines, true);
    }

    /// <summary>The text, or as many of its words as fit, and an ellipsis.</summary>
    public static string Truncate(string text, float width, Func<string, float> measure)
    {
        if (measure(text) <= width) return text;
        for (var end = text.LastIndexOf(' '); end > 0; end = text.LastIndexOf(' ', end - 1))
        {
            var shorter = text[..end].TrimEnd(' ', ',', ';', ':', '–', '—', '-') + Ellipsis;
            if (measure(shorter) <= width) return shorter;
        }
        return text[..FittingLength(text, width - measure(Ellipsis), measure)] + Ellipsis;
    }

    private static (List<string> Lines, bool IsComplete) FillLines(string text, float width, Func<string, float> measure)
    {
        var (lines, line, isComplete) = (new List<string>(), "", true);
        foreach (var piece in Segments(text))
        {
            if (measure((line + piece).TrimEnd()) <= width)
            {
                line += piece;
                continue;
            }
            if (line.Length > 0) lines.Add(line.TrimEnd());
            // A word wider than a line is hyphenated.
            for (line = piece; measure(line.TrimEnd()) > width; isComplete = false)
            {
                var fitting = FittingLength(line, width - measure(Hyphen), measure);
                lines.Add(line[..fitting] + Hyphen);
                line = line[fitting..];
            }
        }
        if (line.TrimEnd() is { Length: > 0 } last) lines.Add(last);
        return (lines, isComplete);
    }

    // Words with the space, and the dash, that follows; a word with hyphens may break after each.
    private static IEnumerable<string> Segments(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var isBreak = text[i] is not (' ' or '–' or '—') && text[i - 1] == ' '
                || char.IsLetter(text[i]) && text[i - 1] is '-' or '–' or '—' or '/' && i - start > 1;
            if (!isBreak) continue;
            yield return text[start..i];
            start = i;
        }
        if (start < text.Length) yield return text[start..];
    }

    // The number of chars that fit, at least one grapheme; graphemes are not split.
    private static int FittingLength(string text, float width, Func<string, float> measure)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        var (some, tooMany) = (1, starts.Length);
        while (tooMany - some > 1)
        {
            var middle = (some + tooMany) / 2;
            if (measure(text[..starts[middle]]) <= width) some = middle;
            else tooMany = middle;
        }
        return some < starts.Length ? starts[some] : text.Length;
    }
}
