using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Petitions.Bench.Letters;

/// <summary>PdfPig: every page draws the body again. It neither shapes text nor shares drawings.</summary>
internal sealed class PdfPigWriter : ILetterWriter
{
    public void Write(Stream target, IEnumerable<string> names)
    {
        using var fonts = FontLibrary.Open(null);
        using var typesetter = new Typesetter(fonts);
        using var builder = new PdfDocumentBuilder(target, disposeStream: false);
        var regular = builder.AddTrueTypeFont(SampleLetter.FontBytes("LetterSerif-Regular"));
        var bold = builder.AddTrueTypeFont(SampleLetter.FontBytes("LetterSerif-Bold"));
        var pages = SampleLetter.Pages(typesetter);
        foreach (var name in names)
        {
            for (var i = 0; i < pages.Count; i++)
            {
                var page = builder.AddPage(PageSize.A4);
                foreach (var (line, left, y) in pages[i])
                {
                    var x = left;
                    foreach (var run in line.Runs)
                    {
                        var font = run.Face.Style == FontStyle.Bold ? bold : regular;
                        page.AddText(run.Text[run.Start..run.End], LetterStyle.Size, new PdfPoint(x, A4.Height - y), font);
                        x += run.Width;
                    }
                }
                if (i == pages.Count - 1)
                    page.AddText(SampleLetter.NameBefore + name, LetterStyle.Size, new PdfPoint(LetterStyle.Margins.Left, 60), regular);
                page.AddText($"Line ABCDEFGH23456789 of signatures.csv, page {i + 1}", LetterStyle.Size, new PdfPoint(200, 30), regular);
            }
        }
    }
}
