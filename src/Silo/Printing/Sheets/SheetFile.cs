using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>Writes the pages of a sheet, with title and page number at the foot when there are several.</summary>
internal static class SheetFile
{
    private const double FootSize = 7.5;
    private const double FootBaseline = A4.Height - 9 * A4.Millimetre;

    public static void Write(Stream target, PageFlow flow, SheetContent content)
    {
        var document = new PdfDocument(target, new PdfInfo(content.Text.Title, content.Text.Lang, content.Date));
        for (var i = 0; i < flow.Pages.Count; i++)
        {
            if (flow.Pages.Count > 1) SetFoot(flow, content, i);
            document.AddPage(flow.Pages[i]);
        }
        document.Complete();
    }

    private static void SetFoot(PageFlow flow, SheetContent content, int page)
    {
        var format = new TextFormat(FootSize, flow.Width, content.Text.Lang);
        var number = flow.Typesetter.Lines(content.Words.With("Sheet_Page", page + 1, flow.Pages.Count), format)[0];
        flow.Pages[page].Text(number, flow.Right - number.Width, FootBaseline);
        var title = FittedText.Lines(flow.Typesetter, content.Text.Title, format.Within(flow.Width - number.Width - 20), linesMax: 1)[0];
        flow.Pages[page].Text(title, flow.Left, FootBaseline);
    }
}
