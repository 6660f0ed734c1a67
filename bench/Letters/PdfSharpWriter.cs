using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Petitions.Bench.Letters;

/// <summary>PDFsharp: the body is an XForm that pages share. It does not shape text.</summary>
internal sealed class PdfSharpWriter : ILetterWriter
{
    public void Write(Stream target, IEnumerable<string> names)
    {
        GlobalFontSettings.FontResolver = new BuiltInFonts();
        using var fonts = FontLibrary.Open(null);
        using var typesetter = new Typesetter(fonts);
        using var document = new PdfSharp.Pdf.PdfDocument();
        var regular = new XFont("LetterSerif", LetterStyle.Size);
        var bold = new XFont("LetterSerif", LetterStyle.Size, XFontStyleEx.Bold);
        var forms = new List<XForm>();
        foreach (var page in SampleLetter.Pages(typesetter))
        {
            var form = new XForm(document, XUnit.FromPoint(A4.Width), XUnit.FromPoint(A4.Height));
            using (var graphics = XGraphics.FromForm(form))
            {
                foreach (var (line, left, y) in page)
                {
                    var x = left;
                    foreach (var run in line.Runs)
                    {
                        var font = run.Face.Style == FontStyle.Bold ? bold : regular;
                        graphics.DrawString(run.Text[run.Start..run.End], font, XBrushes.Black, x, y);
                        x += run.Width;
                    }
                }
            }
            forms.Add(form);
        }
        foreach (var name in names)
        {
            for (var i = 0; i < forms.Count; i++)
            {
                var page = document.AddPage();
                using var graphics = XGraphics.FromPdfPage(page);
                graphics.DrawImage(forms[i], 0, 0);
                if (i == forms.Count - 1)
                    graphics.DrawString(SampleLetter.NameBefore + name, regular, XBrushes.Black, LetterStyle.Margins.Left, 780);
                graphics.DrawString($"Line ABCDEFGH23456789 of signatures.csv, page {i + 1}", regular, XBrushes.Black, 200, 810);
            }
        }
        document.Save(target, closeStream: false);
    }

    private sealed class BuiltInFonts : IFontResolver
    {
        public byte[] GetFont(string faceName) => SampleLetter.FontBytes(faceName);

        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
            new(isBold ? "LetterSerif-Bold" : "LetterSerif-Regular");
    }
}
