using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>Draws what differs between the letters of two signers: place and date, the name, the <c>ref</c> at the foot.</summary>
internal sealed class SignerMarks(Typesetter typesetter, DateOnly date)
{
    private static readonly double Left = LetterStyle.Margins.Left;
    private static readonly double Right = A4.Width - LetterStyle.Margins.Right;

    /// <summary>Place and date, at the outer side of the first page; a long place takes a line of its own above.</summary>
    public void Date(Drawing page, LetterLayout layout, in SignedLetter letter)
    {
        var format = FormatOf(layout);
        var day = typesetter.Lines(layout.Words.Date(date), format)[0];
        if (letter.Place is not { Length: > 0 } place)
        {
            Outside(page, layout, day, layout.DateBaseline);
            return;
        }
        var isPrinted = typesetter.Fonts.CanPrint(place);
        var placeText = isPrinted ? place : layout.Words.With("Letter_PlaceElsewhere", letter.Ref);
        var lines = FittedText.Lines(typesetter, placeText, format, linesMax: 1);
        var comma = typesetter.Lines(",", format)[0];
        var width = lines[0].Width + comma.Width + LetterStyle.WordGap + day.Width;
        if (lines.Count > 1 || width > Right - Left)
        {
            for (var i = 0; i < lines.Count; i++)
                Outside(page, layout, lines[i], layout.DateBaseline - (lines.Count - i) * LetterStyle.Leading);
            Outside(page, layout, day, layout.DateBaseline);
            return;
        }
        // Each for itself: place and date may be in scripts of two directions.
        var (y, x) = (layout.DateBaseline, layout.IsRtl ? Left : Right - width);
        page.Text(layout.IsRtl ? day : lines[0], x, y);
        page.Text(comma, layout.IsRtl ? x + day.Width + LetterStyle.WordGap : x + lines[0].Width, y);
        page.Text(layout.IsRtl ? lines[0] : day, x + width - (layout.IsRtl ? lines[0] : day).Width, y);
    }

    private static void Outside(Drawing page, LetterLayout layout, TextLine line, double y) =>
        page.Text(line, layout.IsRtl ? Left : Right - line.Width, y);

    /// <summary>The name below the closing; where no font has its letters, where it can be read instead.</summary>
    /// <returns>False when the name could not be printed.</returns>
    public bool Name(Drawing page, LetterLayout layout, in SignedLetter letter)
    {
        var name = $"{letter.GivenName} {letter.FamilyName}".Trim();
        var isPrinted = typesetter.Fonts.CanPrint(name);
        var text = isPrinted ? name : layout.Words.With("Letter_NameElsewhere", letter.Ref);
        var format = FormatOf(layout);
        var lines = isPrinted
            ? FittedText.Lines(typesetter, text, format, LetterStyle.NameLinesMax)
            : typesetter.Lines(text, format, Fonts.FontStyle.Italic);
        var baseline = layout.NameTop + PageFlow.Ascent * LetterStyle.Leading;
        foreach (var line in lines)
        {
            page.Text(line, layout.IsRtl ? Right - line.Width : Left, baseline);
            baseline += LetterStyle.Leading;
        }
        return isPrinted;
    }

    /// <summary>The foot of a page: which line of the list the letter belongs to, and which of its pages this is.</summary>
    public void Foot(Drawing page, LetterLayout layout, in SignedLetter letter, int number)
    {
        var pages = layout.Pages.Count;
        var text = pages == 1
            ? layout.Words.With("Letter_Foot", letter.Ref)
            : layout.Words.With("Letter_FootPage", letter.Ref, number, pages);
        var line = typesetter.Lines(text, new TextFormat(LetterStyle.FootSize, Right - Left, layout.Words.Lang))[0];
        page.Text(line, (A4.Width - line.Width) / 2, LetterStyle.FootBaseline);
    }

    private static TextFormat FormatOf(LetterLayout layout) => new(LetterStyle.Size, Right - Left, layout.Letter.Lang, layout.IsRtl);
}
