using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Layout;

/// <summary>Sets a text that somebody typed into a place of fixed size: smaller when it is long, never cut off.</summary>
internal static class FittedText
{
    private const double SizeMin = 4.5;
    private const double Step = 0.9;

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
}
