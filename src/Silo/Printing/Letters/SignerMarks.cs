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
        var day = layout.Words.Date(date);
        var text = letter.Place is not { Length: > 0 } place ? day
            : layout.Words.With("Letter_PlaceAndDate",
                typesetter.Fonts.CanPrint(place) ? place : layout.Words.With("Letter_PlaceElsewhere", letter.Ref), day);
        var lines = FittedText.Lines(typesetter, text, FormatOf(layout), linesMax: 2);
        for (var i = 0; i < lines.Count; i++)
        {
            var y = layout.DateBaseline - (lines.Count - 1 - i) * LetterStyle.Leading;
            page.Text(lines[i], layout.IsRtl ? Left : Right - lines[i].Width, y);
        }
    }

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
