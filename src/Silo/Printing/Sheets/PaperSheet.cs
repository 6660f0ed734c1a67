using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>
/// A sheet to collect signatures on paper: the letter, what signers declare, ten lines, and the way to the page. A letter that leaves no
/// room for the lines has them on the next page, the back of the sheet.
/// </summary>
internal static class PaperSheet
{
    private const double Size = 9, Leading = 12.2;
    private const double NoticeSize = 7.5, NoticeLeading = 9.8;
    private const double QrSize = 30 * A4.Millimetre;
    private const double FieldGap = 8;

    private static readonly Margins Margins = Margins.Millimetres(left: 17, right: 17, top: 14, bottom: 16);

    /// <summary>Writes the sheet; the stream is not closed.</summary>
    public static void Write(Stream target, FontLibrary fonts, SheetContent content)
    {
        using var typesetter = new Typesetter(fonts);
        var flow = new PageFlow(typesetter, Margins);
        SetHead(flow, content);
        SetLetter(flow, content);
        SetNoticesAndLines(flow, content);
        SheetFile.Write(target, flow, content);
    }

    // The code at the right, kicker and title at the left of it.
    private static void SetHead(PageFlow flow, SheetContent content)
    {
        var words = content.Words;
        var top = flow.Y;
        var qrLeft = flow.Right - QrSize;
        QrDrawing.Draw(flow.Page, content.PageUrl, qrLeft + 6, top - 6, QrSize);

        var left = new TextFormat(Size, flow.Width - QrSize - 12, content.Text.Lang);
        SetTitle(flow, content, left.Width);
        flow.Lines(flow.Typesetter.Lines([new($"{words["Sheet_Online"]} "), new(content.PageUrl, FontStyle.Bold)], left), Leading);
        flow.Y = Math.Max(flow.Y, top + QrSize - 6) + 4;
        flow.Page.Rule(flow.Left, flow.Y, flow.Width, 1);
        flow.Y += 8;
    }

    // Also above the lines where these have a page of their own: nobody signs without seeing what.
    private static void SetTitle(PageFlow flow, SheetContent content, double width)
    {
        var format = new TextFormat(Size, width, content.Text.Lang);
        flow.Lines(flow.Typesetter.Lines(content.Words.With("Sheet_Kicker", content.Facts.Addressee.Name), format), Leading);
        flow.Y += 3;
        flow.Lines(FittedText.Balanced(flow.Typesetter, content.Text.Title, format with { Size = 16 }, FontStyle.Bold), 19);
        flow.Y += 6;
    }

    private static void SetLetter(PageFlow flow, SheetContent content)
    {
        var letter = LetterText.Of(content.Facts, content.Text);
        var format = new TextFormat(Size, flow.Width, letter.Lang, Bidi.IsRtl(letter.Body, otherwise: false));
        flow.Paragraph(string.Join(", ", letter.AddressLines), format, Leading);
        flow.Space(5);
        flow.Paragraph(letter.Subject, format, Leading, FontStyle.Bold);
        flow.Space(5);
        LetterBody.Set(flow, LetterBlocks.Of(letter.Body), format, Leading);
        flow.Space(8);
    }

    private static void SetNoticesAndLines(PageFlow flow, SheetContent content)
    {
        var words = content.Words;
        var notice = new TextFormat(NoticeSize, flow.Width, content.Text.Lang);
        var notices = content.Notices().Select(text => flow.Typesetter.Lines(text, notice)).ToList();
        const double table = 2 * FieldGap + 20 + SignatureTable.Height;
        var letterPage = flow.Page;
        flow.Keep(Leading + notices.Sum(lines => lines.Count * NoticeLeading + 2) + table);
        if (flow.Page != letterPage) SetTitle(flow, content, flow.Width);

        flow.Paragraph(words["Sheet_Consent"], notice with { Size = Size }, Leading, FontStyle.Bold);
        foreach (var lines in notices)
        {
            flow.Lines(lines, NoticeLeading);
            flow.Y += 2;
        }
        flow.Keep(table);
        flow.Y += FieldGap + 14;
        SetFields(flow, content);
        flow.Y += FieldGap;
        SignatureTable.Draw(flow, content);
    }

    // Sheet number and date at the right of the call to sign.
    private static void SetFields(PageFlow flow, SheetContent content)
    {
        const double number = 22 * A4.Millimetre, date = 30 * A4.Millimetre;
        var format = new TextFormat(Size, flow.Width, content.Words.Lang);
        var x = flow.Right;
        foreach (var (name, width) in new[] { ("Sheet_Date", date), ("Sheet_Number", number) })
        {
            x -= width;
            flow.Page.Rule(x, flow.Y + 1.5, width, 0.6);
            var label = flow.Typesetter.Lines(content.Words[name], format)[0];
            x -= label.Width + 4;
            flow.Page.Text(label, x, flow.Y);
            x -= 12;
        }
        var call = FittedText.Lines(flow.Typesetter, content.Words["Sheet_SignHere"], format.Within(x - flow.Left), 1, FontStyle.Bold);
        flow.Page.Text(call[0], flow.Left, flow.Y);
    }
}
