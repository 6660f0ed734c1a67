using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Letters;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;
using SkiaSharp;

namespace Petitions.Bench.Letters;

/// <summary>SkiaSharp: the body is a recorded picture that each page plays again; HarfBuzz shapes, as in the product.</summary>
internal sealed class SkiaWriter : ILetterWriter
{
    private readonly Dictionary<string, SKTypeface> _typefaces = [];

    public void Write(Stream target, IEnumerable<string> names)
    {
        using var fonts = FontLibrary.Open(null);
        using var typesetter = new Typesetter(fonts);
        var pages = SampleLetter.Pages(typesetter).Select(Record).ToList();
        using var output = new SKManagedWStream(target);
        using var document = SKDocument.CreatePdf(output);
        var format = new TextFormat(LetterStyle.Size, A4.Width, "en");
        foreach (var name in names)
        {
            for (var i = 0; i < pages.Count; i++)
            {
                var canvas = document.BeginPage((float)A4.Width, (float)A4.Height);
                canvas.DrawPicture(pages[i]);
                if (i == pages.Count - 1)
                    Draw(canvas, typesetter.Lines(SampleLetter.NameBefore + name, format)[0], LetterStyle.Margins.Left, 780);
                Draw(canvas, typesetter.Lines($"Line ABCDEFGH23456789 of signatures.csv, page {i + 1}", format)[0], 200, 810);
                document.EndPage();
            }
        }
        document.Close();
    }

    private SKPicture Record(List<(TextLine Line, double X, double Y)> page)
    {
        using var recorder = new SKPictureRecorder();
        var canvas = recorder.BeginRecording(SKRect.Create((float)A4.Width, (float)A4.Height));
        foreach (var (line, x, y) in page) Draw(canvas, line, x, y);
        return recorder.EndRecording();
    }

    private void Draw(SKCanvas canvas, TextLine line, double x, double y)
    {
        using var paint = new SKPaint();
        foreach (var run in line.Runs)
        {
            using var font = new SKFont(TypefaceOf(run.Face.Name), (float)run.Size) { Subpixel = true, LinearMetrics = true };
            using var builder = new SKTextBlobBuilder();
            var (positions, pen) = (new SKPoint[run.Glyphs.Length], 0.0);
            for (var i = 0; i < positions.Length; i++)
            {
                positions[i] = new((float)pen, 0);
                pen += run.Glyphs[i].Advance * run.Size / run.Face.UnitsPerEm;
            }
            builder.AddPositionedRun([.. run.Glyphs.Select(glyph => glyph.Id)], font, positions);
            using var blob = builder.Build();
            if (blob is not null) canvas.DrawText(blob, (float)x, (float)y, paint);
            x += run.Width;
        }
    }

    private SKTypeface TypefaceOf(string name)
    {
        if (_typefaces.TryGetValue(name, out var known)) return known;
        using var data = SKData.CreateCopy(SampleLetter.FontBytes(name));
        return _typefaces[name] = SKTypeface.FromData(data);
    }
}
