using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Sheets;

/// <summary>The ten numbered lines of a sheet; <c>sheet</c> and <c>line</c> name a signature when it is entered.</summary>
internal static class SignatureTable
{
    public const int Lines = 10;

    private const double HeadHeight = 17;
    private const double LineHeight = 9 * A4.Millimetre;
    private const double HeadSize = 8;
    private const double Padding = 3;

    /// <summary>Height of the table in points.</summary>
    public const double Height = HeadHeight + Lines * LineHeight;

    /// <summary>Draws the table over the whole width of the flow; it needs <see cref="Height"/>.</summary>
    public static void Draw(PageFlow flow, SheetContent content)
    {
        var (page, top) = (flow.Page, flow.Y);
        var columns = ColumnsOf(content);
        var unit = flow.Width / columns.Sum(column => column.Share);
        var x = flow.Left;
        page.Rule(flow.Left, top, flow.Width, 1);
        foreach (var (name, share) in columns)
        {
            var width = share * unit;
            var format = new TextFormat(HeadSize, width - 2 * Padding, content.Words.Lang);
            var head = FittedText.Lines(flow.Typesetter, content.Words[name], format, linesMax: 1, FontStyle.Bold);
            page.Text(head[0], x + Padding, top + HeadHeight - 5);
            if (x > flow.Left) page.VerticalRule(x, top, Height, 0.4);
            x += width;
        }
        for (var line = 1; line <= Lines; line++)
        {
            var y = top + HeadHeight + (line - 1) * LineHeight;
            page.Rule(flow.Left, y, flow.Width, line == 1 ? 1 : 0.4);
            var number = flow.Typesetter.Lines($"{line}", new TextFormat(HeadSize, flow.Width, content.Words.Lang))[0];
            page.Text(number, flow.Left + columns[0].Share * unit - Padding - number.Width, y + LineHeight - 5);
        }
        flow.Y = top + Height;
        page.Rule(flow.Left, flow.Y, flow.Width, 1);
    }

    // Shares of the width; what the document does not ask for has no column.
    private static List<(string Name, double Share)> ColumnsOf(SheetContent content)
    {
        var columns = new List<(string, double)> { ("Sheet_Line", 7), ("Sheet_GivenName", 31), ("Sheet_FamilyName", 35) };
        if (content.Facts.Asks("place")) columns.Add(("Sheet_Place", 28));
        if (content.Facts.Asks("country")) columns.Add(("Sheet_Country", 17));
        columns.Add(("Sheet_Email", 42));
        columns.Add(("Sheet_Signature", 30));
        return columns;
    }
}
