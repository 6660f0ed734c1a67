using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// What is drawn on one page, in black: text, rules, filled areas. Lengths are points from the upper left corner; the y of a text is its
/// baseline. <paramref name="uses"/> learns which glyphs it draws.
/// </summary>
internal sealed class Drawing(GlyphUses uses)
{
    private readonly PdfBuffer _content = new();

    public ReadOnlySpan<byte> Content => _content.Bytes;

    public GlyphUses Uses => uses;

    /// <summary>Forgets what was drawn; the glyphs stay used.</summary>
    public void Clear() => _content.Clear();

    /// <summary>Draws what a form has, see <see cref="PdfDocument.AddForm"/>.</summary>
    public void Form(string name) => _content.Add("/"u8).Add(name).Add(" Do\n"u8);

    /// <summary>Draws a line of text from its left end.</summary>
    public void Text(TextLine line, double x, double y)
    {
        foreach (var run in line.Runs)
        {
            PdfText.Write(_content, uses, run, x, A4.Height - y);
            x += run.Width;
        }
    }

    /// <summary>Draws a horizontal rule.</summary>
    /// <param name="x">Its left end.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="width">Its length.</param>
    /// <param name="thickness">Its thickness.</param>
    public void Rule(double x, double y, double width, double thickness = 0.5) => Fill(x, y - thickness / 2, width, thickness);

    /// <summary>Draws a vertical rule downwards.</summary>
    public void VerticalRule(double x, double y, double height, double thickness = 0.5) => Fill(x - thickness / 2, y, thickness, height);

    /// <summary>Fills an area.</summary>
    public void Fill(double x, double y, double width, double height) =>
        _content.Add(x).Add(A4.Height - y - height).Add(width).Add(height).Add("re f\n"u8);
}
