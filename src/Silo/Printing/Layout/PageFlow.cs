using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Layout;

/// <summary>
/// Fills pages from top to bottom. A paragraph is not divided so that one line of it stands alone. Lengths are points from the upper left
/// corner of the page.
/// </summary>
internal sealed class PageFlow
{
    /// <summary>The part of a line's height that lies above its baseline.</summary>
    public const double Ascent = 0.73;

    /// <summary>Lines of a paragraph that are not separated from each other at its beginning and end.</summary>
    public const int LinesTogether = 2;

    private readonly Func<Drawing> _newDrawing;
    private readonly double _top, _bottom;

    /// <param name="typesetter">Sets the paragraphs.</param>
    /// <param name="margins">What every page leaves free.</param>
    /// <param name="newDrawing">Makes the drawing of a page.</param>
    public PageFlow(Typesetter typesetter, Margins margins, Func<Drawing>? newDrawing = null)
    {
        (Typesetter, _newDrawing) = (typesetter, newDrawing ?? (() => new Drawing(new GlyphUses())));
        (Left, Right, _top, _bottom) = (margins.Left, A4.Width - margins.Right, margins.Top, A4.Height - margins.Bottom);
        NewPage();
    }

    public Typesetter Typesetter { get; }

    public List<Drawing> Pages { get; } = [];

    /// <summary>The page that is being filled.</summary>
    public Drawing Page => Pages[^1];

    public double Left { get; }

    public double Right { get; }

    public double Width => Right - Left;

    /// <summary>How far the page is filled.</summary>
    public double Y { get; set; }

    /// <summary>What is left of the page.</summary>
    public double Rest => _bottom - Y;

    public void NewPage()
    {
        Pages.Add(_newDrawing());
        Y = _top;
    }

    /// <summary>Leaves a gap, except at the top of a page.</summary>
    public void Space(double height)
    {
        if (Y > _top) Y += height;
    }

    /// <summary>Begins a new page unless this height is left. What does not fit on any page begins where it is, on an empty one.</summary>
    public void Keep(double height)
    {
        if (height > Rest && Y > _top) NewPage();
    }

    /// <summary>Sets a paragraph at the left margin; one that is read from right to left stands at the right margin.</summary>
    /// <param name="spans">Its text.</param>
    /// <param name="format">Size and language; its width is that of the page.</param>
    /// <param name="leading">From baseline to baseline.</param>
    /// <param name="indent">How far it is moved in.</param>
    public void Paragraph(IReadOnlyList<TextSpan> spans, TextFormat format, double leading, double indent = 0) =>
        Lines(Typesetter.Lines(spans, format.Within(Width - indent)), leading, indent);

    /// <summary>Sets a text in one style.</summary>
    public void Paragraph(string text, TextFormat format, double leading, FontStyle style = FontStyle.Regular) =>
        Paragraph([new TextSpan(text, style)], format, leading);

    /// <summary>Places lines, on as many pages as they need.</summary>
    public void Lines(IReadOnlyList<TextLine> lines, double leading, double indent = 0)
    {
        for (var i = 0; i < lines.Count;)
        {
            var fitting = Math.Min(lines.Count - i, (int)Math.Floor(Rest / leading + 0.001));
            if (fitting < lines.Count - i)
            {
                if (lines.Count - i - fitting < LinesTogether) fitting--;
                // A page that is empty takes a line whatever happens, or this would not end.
                if (fitting < Math.Min(LinesTogether, lines.Count - i)) fitting = Y > _top ? 0 : 1;
            }
            for (var end = i + fitting; i < end; i++)
            {
                Page.Text(lines[i], StartOf(lines[i], indent), Y + Ascent * leading);
                Y += leading;
            }
            if (i < lines.Count) NewPage();
        }
    }

    /// <summary>The left end of a line.</summary>
    public double StartOf(TextLine line, double indent = 0) => line.IsRtl ? Right - indent - line.Width : Left + indent;
}
