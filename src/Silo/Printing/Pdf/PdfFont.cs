using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// Embeds the used glyphs of a font as a composite font (ISO 32000-1 section 9.7): outlines, widths, and which text each glyph stands for
/// when it is copied.
/// </summary>
internal static class PdfFont
{
    private const int MappingsPerBlock = 100;

    /// <summary>Writes the font and what it consists of.</summary>
    /// <param name="file">The file.</param>
    /// <param name="number">The number of the font's object.</param>
    /// <param name="face">The font.</param>
    /// <param name="used">The glyphs that are drawn.</param>
    public static void Embed(PdfFile file, int number, FontFace face, IReadOnlyCollection<ushort> used)
    {
        var glyphs = used.Order().ToArray();
        var (descendant, descriptor, outlines, toUnicode) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var name = $"{SubsetTag(glyphs)}+{face.Name}";
        file.Object(number, $"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
            + $"/ToUnicode {toUnicode} 0 R>>");
        file.Object(descendant, $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/DW 0/W{Widths(face, glyphs)}"
            + $"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>");
        file.Object(descriptor, Descriptor(face, name, outlines));
        var font = TrueTypeSubset.Of(face.Tables, glyphs);
        file.Stream(outlines, $"/Length1 {font.Length}", file.Deflate(font, CompressionLevel.Optimal));
        file.Stream(toUnicode, "", file.Deflate(ToUnicode(face, glyphs).Bytes, CompressionLevel.Optimal));
    }

    // Six letters that differ between subsets of a font (section 9.6.4); equal glyphs make equal letters.
    private static string SubsetTag(ushort[] glyphs)
    {
        var hash = 2166136261u;
        foreach (var glyph in glyphs) hash = (hash ^ glyph) * 16777619;
        return string.Create(6, hash, static (tag, value) =>
        {
            for (var i = 0; i < tag.Length; i++, value /= 26) tag[i] = (char)('A' + value % 26);
        });
    }

    private static string Widths(FontFace face, ushort[] glyphs) =>
        $"[{string.Concat(glyphs.Select(glyph => $"{glyph}[{face.AdvanceOf(glyph)}]"))}]";

    private static string Descriptor(FontFace face, string name, int outlines)
    {
        var head = face.Tables["head"];
        var hhea = face.Tables["hhea"];
        var os2 = face.Tables["OS/2"];
        var post = face.Tables["post"];
        // Version 2 of the table has the height of capitals.
        var capHeight = BinaryPrimitives.ReadUInt16BigEndian(os2) >= 2 && os2.Length >= 90 ? Of(os2, 88) : Of(hhea, 4);
        var slant = post.Length >= 6 ? BinaryPrimitives.ReadInt16BigEndian(post[4..]) : 0;
        const int symbolic = 4, italic = 64;
        var flags = symbolic | (face.Style.HasFlag(FontStyle.Italic) ? italic : 0);
        var stem = face.Style.HasFlag(FontStyle.Bold) ? 140 : 80;
        var box = string.Create(CultureInfo.InvariantCulture, $"{Of(head, 36)} {Of(head, 38)} {Of(head, 40)} {Of(head, 42)}");
        var heights = string.Create(
            CultureInfo.InvariantCulture, $"/Ascent {Of(hhea, 4)}/Descent {Of(hhea, 6)}/CapHeight {capHeight}/ItalicAngle {slant}");
        return $"<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox[{box}]{heights}/StemV {stem}/FontFile2 {outlines} 0 R>>";

        int Of(ReadOnlySpan<byte> table, int at) => BinaryPrimitives.ReadInt16BigEndian(table[at..]) * 1000 / face.UnitsPerEm;
    }

    private static PdfBuffer ToUnicode(FontFace face, ushort[] glyphs)
    {
        var map = new PdfBuffer();
        map.Add("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"u8)
            .Add("/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"u8)
            .Add("1 begincodespacerange<0000><FFFF>endcodespacerange\n"u8);
        foreach (var block in glyphs.Where(glyph => face.TextOf(glyph) is not null).Chunk(MappingsPerBlock))
        {
            map.Add(block.Length).Add(" beginbfchar\n"u8);
            foreach (var glyph in block)
            {
                map.Add("<"u8).AddHex(glyph).Add("><"u8);
                foreach (var unit in face.TextOf(glyph)!) map.AddHex(unit);
                map.Add(">\n"u8);
            }
            map.Add("endbfchar\n"u8);
        }
        return map.Add("endcmap CMapName currentdict/CMap defineresource pop end end"u8);
    }
}
