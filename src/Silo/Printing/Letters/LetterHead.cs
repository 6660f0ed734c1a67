using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>Sets the head of a letter: the address, room for place and date, the subject.</summary>
internal static class LetterHead
{
    private const double CopySize = 8.5;
    private const double CopyLeading = 11.5;

    /// <summary>Sets it; returns the baseline of the line with place and date.</summary>
    /// <param name="flow">An empty first page.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="format">Size and language.</param>
    public static double Set(PageFlow flow, LetterText letter, TextFormat format)
    {
        flow.Y = LetterStyle.AddressTop;
        var isFirst = true;
        foreach (var line in letter.AddressLines)
        {
            var style = isFirst ? FontStyle.Bold : FontStyle.Regular;
            flow.Lines(Address(flow, line, format, style), LetterStyle.Leading);
            isFirst = false;
        }
        if (!letter.AlsoTo.IsDefaultOrEmpty)
        {
            flow.Space(LetterStyle.ParagraphGap);
            var copy = PrintTexts.For(letter.Lang).With("Letter_Copy", string.Join("; ", letter.AlsoTo));
            flow.Paragraph(copy, format with { Size = CopySize }, CopyLeading);
        }
        flow.Y += LetterStyle.DateGap;
        var date = flow.Y + PageFlow.Ascent * LetterStyle.Leading;
        flow.Y += LetterStyle.Leading + LetterStyle.SubjectGap;
        flow.Paragraph(letter.Subject, format with { Size = LetterStyle.SubjectSize }, LetterStyle.Leading * 1.05, FontStyle.Bold);
        flow.Y += LetterStyle.BodyGap;
        return date;
    }

    private static IReadOnlyList<TextLine> Address(PageFlow flow, string line, TextFormat format, FontStyle style) =>
        flow.Typesetter.Lines(line, format.Within(LetterStyle.AddressWidth), style);
}
