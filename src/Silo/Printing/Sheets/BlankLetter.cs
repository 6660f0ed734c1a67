using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>
/// One letter to print, fill in by hand and send: lines for place and date, signature, given name and family name, and below them what
/// signers declare.
/// </summary>
internal static class BlankLetter
{
    private const double LabelSize = 7.5, LabelLeading = 9.5;
    private const double FieldHeight = 34;
    private const double FieldWidth = 75 * A4.Millimetre;

    /// <summary>Writes the letter; the stream is not closed.</summary>
    public static void Write(Stream target, FontLibrary fonts, SheetContent content)
    {
        using var typesetter = new Typesetter(fonts);
        var flow = new PageFlow(typesetter, LetterStyle.Margins);
        var letter = LetterText.Of(content.Facts, content.Text);
        var isRtl = Bidi.IsRtl(letter.Body, otherwise: false);
        var format = new TextFormat(LetterStyle.Size, flow.Width, letter.Lang, isRtl);
        var date = LetterHead.Set(flow, letter, format);
        SetField(flow, content, "Single_PlaceAndDate", isRtl ? flow.Left : flow.Right - FieldWidth, date);
        LetterBody.Set(flow, LetterBlocks.Of(letter.Body), format, LetterStyle.Leading, keptAfter: 2 * FieldHeight + LabelLeading);
        foreach (var name in new[] { "Single_Signature", "Single_Name" })
        {
            flow.Y += FieldHeight;
            SetField(flow, content, name, isRtl ? flow.Right - FieldWidth : flow.Left, flow.Y);
        }
        SetNotices(flow, content);
        SheetFile.Write(target, flow, content);
    }

    // A line to write on, and below it what is to be written.
    private static void SetField(PageFlow flow, SheetContent content, string name, double x, double y)
    {
        flow.Page.Rule(x, y + 2, FieldWidth, 0.6);
        var label = flow.Typesetter.Lines(content.Words[name], new TextFormat(LabelSize, FieldWidth, content.Words.Lang))[0];
        flow.Page.Text(label, x, y + 2 + LabelLeading);
    }

    private static void SetNotices(PageFlow flow, SheetContent content)
    {
        var format = new TextFormat(LabelSize, flow.Width, content.Text.Lang);
        var notices = content.Notices().Select(text => flow.Typesetter.Lines(text, format)).ToList();
        flow.Y += LabelLeading + LetterStyle.Leading;
        flow.Keep(notices.Sum(lines => lines.Count) * LabelLeading + notices.Count * 3);
        flow.Page.Rule(flow.Left, flow.Y, flow.Width, 0.4);
        flow.Y += 5;
        foreach (var lines in notices)
        {
            flow.Lines(lines, LabelLeading);
            flow.Y += 3;
        }
    }
}
