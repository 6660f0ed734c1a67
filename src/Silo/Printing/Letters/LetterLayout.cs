using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>
/// A letter that was set once for all who signed it: its pages without what differs between signers, and where that goes.
/// </summary>
internal sealed class LetterLayout
{
    private LetterLayout(LetterText letter, IReadOnlyList<PdfForm> pages, double dateBaseline, double nameTop, bool isRtl)
    {
        (Letter, Pages, DateBaseline, NameTop, IsRtl) = (letter, pages, dateBaseline, nameTop, isRtl);
        Words = PrintTexts.For(letter.Lang);
    }

    public LetterText Letter { get; }

    /// <summary>The words around it, in its language where there are some.</summary>
    public PrintTexts Words { get; }

    public IReadOnlyList<PdfForm> Pages { get; }

    /// <summary>Baseline of place and date on the first page.</summary>
    public double DateBaseline { get; }

    /// <summary>Upper edge of the name on the last page; below it there is room for <see cref="LetterStyle.NameLinesMax"/> lines.</summary>
    public double NameTop { get; }

    /// <summary>The letter is read from right to left.</summary>
    public bool IsRtl { get; }

    public static LetterLayout Of(LetterText letter, Typesetter typesetter)
    {
        var isRtl = Bidi.IsRtl(letter.Body, otherwise: false);
        var flow = new PageFlow(typesetter, LetterStyle.Margins);
        var format = new TextFormat(LetterStyle.Size, flow.Width, letter.Lang, isRtl);
        var date = LetterHead.Set(flow, letter, format);
        var name = LetterStyle.NameGap + LetterStyle.NameLinesMax * LetterStyle.Leading;
        LetterBody.Set(flow, LetterBlocks.Of(letter.Body), format, LetterStyle.Leading, keptAfter: name);
        return new(letter, [.. flow.Pages.Select(PdfForm.Of)], date, flow.Y + LetterStyle.NameGap, isRtl);
    }

    /// <summary>What of a letter no font has, each grapheme once. It is printed as boxes, so a hand-over should not begin.</summary>
    public static IReadOnlyList<string> MissingIn(LetterText letter, Fonts.FontLibrary fonts) =>
    [
        .. letter.AddressLines.Concat(letter.AlsoTo).Append(letter.Subject)
            .Concat(LetterBlocks.Of(letter.Body).SelectMany(block => block.Spans).Select(span => span.Text))
            .SelectMany(text => fonts.MissingIn(text)).Where(text => text != "\n").Distinct(),
    ];
}
