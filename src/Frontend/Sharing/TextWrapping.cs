using System.Globalization;

namespace Petitions.Frontend.Sharing;

/// <summary>Breaks a title into lines as a typesetter would: at words, in lines of about the same length, and short of room with an ellipsis.</summary>
internal static class TextWrapping
{
    private const string Ellipsis = "…";
    private const string Hyphen = "-";

    /// <summary>Halvings of the width while lines are being balanced; after seven they differ by less than one letter.</summary>
    private const int BalanceSteps = 7;

    /// <summary>The lines; <c>IsWhole</c> is false when words were cut or left out.</summary>
    /// <param name="text">One paragraph.</param>
    /// <param name="width">Width of a line, in the unit of <paramref name="measure"/>.</param>
    /// <param name="linesMax">Lines there is room for.</param>
    /// <param name="measure">The width of a text.</param>
    public static (IReadOnlyList<string> Lines, bool IsWhole) Wrap(string text, float width, int linesMax, Func<string, float> measure)
    {
        var (lines, isWhole) = Fill(text, width, measure);
        if (lines.Count > linesMax) return ([.. lines.Take(linesMax - 1), Shorten($"{lines[linesMax - 1]} {lines[linesMax]}", width, measure)], false);
        if (!isWhole || lines.Count < 2) return (lines, isWhole);

        // The narrowest column that needs no more lines has the most even ones.
        var (narrow, wide) = (width / 2, width);
        for (var step = 0; step < BalanceSteps; step++)
        {
            var middle = (narrow + wide) / 2;
            var attempt = Fill(text, middle, measure);
            if (attempt.Lines.Count == lines.Count && attempt.IsWhole) (wide, lines) = (middle, attempt.Lines);
            else narrow = middle;
        }
        return (lines, true);
    }

    /// <summary>The text, or as many of its words as there is room for and an ellipsis.</summary>
    public static string Shorten(string text, float width, Func<string, float> measure)
    {
        if (measure(text) <= width) return text;
        for (var end = text.LastIndexOf(' '); end > 0; end = text.LastIndexOf(' ', end - 1))
        {
            var shorter = text[..end].TrimEnd(' ', ',', ';', ':', '–', '—', '-') + Ellipsis;
            if (measure(shorter) <= width) return shorter;
        }
        return text[..Fitting(text, width - measure(Ellipsis), measure)] + Ellipsis;
    }

    private static (List<string> Lines, bool IsWhole) Fill(string text, float width, Func<string, float> measure)
    {
        var (lines, line, isWhole) = (new List<string>(), "", true);
        foreach (var piece in Pieces(text))
        {
            if (measure((line + piece).TrimEnd()) <= width)
            {
                line += piece;
                continue;
            }
            if (line.Length > 0) lines.Add(line.TrimEnd());
            // A word that is wider than a line goes on in the next one.
            for (line = piece; measure(line.TrimEnd()) > width; isWhole = false)
            {
                var fitting = Fitting(line, width - measure(Hyphen), measure);
                lines.Add(line[..fitting] + Hyphen);
                line = line[fitting..];
            }
        }
        if (line.TrimEnd() is { Length: > 0 } last) lines.Add(last);
        return (lines, isWhole);
    }

    // Words with the space behind them, and with a dash that follows; a word with hyphens may break after each.
    private static IEnumerable<string> Pieces(string text)
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

    // How many characters of the text have room, but at least one; never a part of what the reader sees as one.
    private static int Fitting(string text, float width, Func<string, float> measure)
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
