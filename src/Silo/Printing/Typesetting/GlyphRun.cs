using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>A glyph where HarfBuzz placed it, in units of the font.</summary>
/// <param name="Id">Number of the glyph in its font.</param>
/// <param name="Cluster">Where the text begins that it is a part of.</param>
/// <param name="Advance">How far the pen moves.</param>
/// <param name="XOffset">Shift to the right of the pen.</param>
/// <param name="YOffset">Shift upwards.</param>
internal readonly record struct PlacedGlyph(ushort Id, int Cluster, int Advance, int XOffset, int YOffset);

/// <summary>Text in one font, direction and script, shaped. Its glyphs are in the order in which they are seen, left to right.</summary>
/// <param name="Face">The font.</param>
/// <param name="Size">Size of the font in points.</param>
/// <param name="Text">The paragraph.</param>
/// <param name="Start">Where the run begins in it.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsRtl">It is read from right to left.</param>
/// <param name="Glyphs">The glyphs.</param>
internal sealed record GlyphRun(FontFace Face, double Size, string Text, int Start, int End, bool IsRtl, PlacedGlyph[] Glyphs)
{
    /// <summary>Width in points.</summary>
    public double Width { get; } = Glyphs.Sum(glyph => (long)glyph.Advance) * Size / Face.UnitsPerEm;
}

/// <summary>A line of a paragraph.</summary>
/// <param name="Runs">Its runs from left to right.</param>
/// <param name="Width">Its width in points, without the spaces at its end.</param>
/// <param name="IsRtl">Its paragraph is read from right to left, so it begins at the right margin.</param>
internal sealed record TextLine(IReadOnlyList<GlyphRun> Runs, double Width, bool IsRtl);
