using System.Buffers.Binary;
using HarfBuzzSharp;

namespace Petitions.Silo.Printing.Fonts;

/// <summary>
/// One font with TrueType outlines: what it covers, how HarfBuzz shapes text with it, and what a PDF must know of it. Not thread-safe.
/// </summary>
internal sealed class FontFace : IDisposable
{
    private const int BoldWeightMin = 600;

    private readonly Blob _file;
    private readonly Face _face;
    private readonly Dictionary<ushort, string> _textOfGlyph = [];
    private readonly Dictionary<ushort, int> _advances = [];

    private FontFace(Blob file, FontTables tables, string name, int number)
    {
        (_file, Tables, Name, Number) = (file, tables, name, number);
        _face = new Face(file, 0);
        UnitsPerEm = BinaryPrimitives.ReadUInt16BigEndian(tables["head"][18..]);
        Shaper = new Font(_face);
        Shaper.SetScale(UnitsPerEm, UnitsPerEm);
        Shaper.SetFunctionsOpenType();
        var os2 = tables["OS/2"];
        Weight = BinaryPrimitives.ReadUInt16BigEndian(os2[4..]);
        var isItalic = (os2[63] & 1) != 0;
        Style = (Weight >= BoldWeightMin ? FontStyle.Bold : FontStyle.Regular) | (isItalic ? FontStyle.Italic : FontStyle.Regular);
    }

    /// <summary>The name of the font in a PDF: that of its file.</summary>
    public string Name { get; }

    /// <summary>Position in the library, from 0; PDFs refer to the font by it.</summary>
    public int Number { get; }

    /// <summary>Units of the font's design per em; HarfBuzz measures in them.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Weight from 1 to 1000; 400 is normal, 700 bold.</summary>
    public int Weight { get; }

    public FontStyle Style { get; }

    public FontTables Tables { get; }

    public Font Shaper { get; }

    /// <summary>
    /// Opens a font; null when it cannot be embedded as a subset: other outlines than those of TrueType, or a licence that forbids it
    /// (OS/2 <c>fsType</c>: restricted, or no subsets). Takes over <paramref name="file"/>.
    /// </summary>
    public static FontFace? TryOpen(Blob file, string name, int number)
    {
        var tables = new FontTables(file);
        if (tables.Have("head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf", "OS/2") && tables["OS/2"].Length >= 72
            && BinaryPrimitives.ReadUInt16BigEndian(tables["OS/2"][8..]) is var licence && (licence & 0x010F) is not 0x0002 and < 0x0100)
        {
            return new(file, tables, name, number);
        }
        file.Dispose();
        return null;
    }

    /// <summary>True when the font has a glyph for a character.</summary>
    public bool Has(int codePoint) => Shaper.TryGetNominalGlyph(codePoint, out var glyph) && glyph != 0;

    /// <summary>The advance of a glyph in thousandths of an em, as PDFs state it.</summary>
    public int AdvanceOf(ushort glyph)
    {
        if (_advances.TryGetValue(glyph, out var advance)) return advance;
        var exact = Shaper.GetHorizontalGlyphAdvance(glyph) * 1000.0 / UnitsPerEm;
        return _advances[glyph] = (int)Math.Round(exact, MidpointRounding.AwayFromZero);
    }

    /// <summary>
    /// True when a glyph, copied from a PDF, may stand for this text: it is the first text that the glyph was used for. A glyph stands for
    /// one text only; where it was used for another one, the PDF must state the text itself.
    /// </summary>
    public bool Represents(ushort glyph, ReadOnlySpan<char> text)
    {
        if (_textOfGlyph.TryGetValue(glyph, out var known)) return text.SequenceEqual(known);
        _textOfGlyph[glyph] = text.ToString();
        return true;
    }

    /// <summary>The text that a glyph stands for; null when it was never used on its own.</summary>
    public string? TextOf(ushort glyph) => _textOfGlyph.GetValueOrDefault(glyph);

    public void Dispose()
    {
        Shaper.Dispose();
        _face.Dispose();
        _file.Dispose();
    }
}
