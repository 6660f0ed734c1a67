using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Layout;

/// <summary>Sets a text that somebody typed into a place of fixed size: smaller when it is long, never cut off.</summary>
internal static class FittedText
{
    private const double SizeMin = 4.5;
    private const double Step = 0.9;

    /// <summary>Steps of the search for the narrowest column; after seven the error is less than one letter.</summary>
    private const int BalanceSteps = 7;

    /// <summary>The lines in the largest size that needs no more than so many; below 4.5 points there may be more.</summary>
    /// <param name="typesetter">Sets them.</param>
    /// <param name="text">The text.</param>
    /// <param name="format">Width, language, and the size that it has when it fits.</param>
    /// <param name="linesMax">Lines at most.</param>
    /// <param name="style">Its style.</param>
    public static IReadOnlyList<TextLine> Lines(
        Typesetter typesetter, string text, TextFormat format, int linesMax, FontStyle style = FontStyle.Regular)
    {
        while (true)
        {
            var lines = typesetter.Lines(text, format, style);
            if (lines.Count <= linesMax || format.Size * Step < SizeMin) return lines;
            format = format with { Size = format.Size * Step };
        }
    }

    /// <summary>The lines of a title: as few as there must be, of about the same length.</summary>
    public static IReadOnlyList<TextLine> Balanced(Typesetter typesetter, string title, TextFormat format, FontStyle style)
    {
        var lines = typesetter.Lines(title, format, style);
        var (narrow, wide) = (format.Width / 2, format.Width);
        for (var step = 0; step < BalanceSteps && lines.Count > 1; step++)
        {
            var middle = (narrow + wide) / 2;
            var attempt = typesetter.Lines(title, format.Within(middle), style);
            if (attempt.Count == lines.Count) (wide, lines) = (middle, attempt);
            else narrow = middle;
        }
        return lines;
    }
}
