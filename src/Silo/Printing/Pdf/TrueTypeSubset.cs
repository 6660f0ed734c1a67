using System.Buffers.Binary;
using System.Text;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// A font file that has the outlines of some glyphs only. Glyphs keep their numbers, so that content streams need not know the subset.
/// </summary>
internal static class TrueTypeSubset
{
    private const int ChecksumOffset = 8, LocaFormatOffset = 50, GlyphCountOffset = 4, MetricsCountOffset = 34;

    // Flags of a composite glyph (OpenType 1.9, table "glyf").
    private const int WordArguments = 0x0001, HasScale = 0x0008, MoreComponents = 0x0020, HasXAndYScale = 0x0040, HasMatrix = 0x0080;

    // What a viewer needs of an embedded font (ISO 32000-1 table 126), in the order of the tags.
    private static readonly string[] Copied = ["cvt ", "fpgm", "prep"];

    /// <summary>The font with these glyphs, those that they are made of, and glyph 0.</summary>
    public static byte[] Of(FontTables font, IEnumerable<ushort> glyphs)
    {
        var kept = WithComponents(font, glyphs);
        var count = kept.Max + 1;
        var (glyf, loca) = Outlines(font, kept, count);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = glyf, ["loca"] = loca, ["head"] = font["head"].ToArray(), ["hhea"] = font["hhea"].ToArray(),
            ["maxp"] = font["maxp"].ToArray(),
        };
        foreach (var tag in Copied)
            if (font[tag] is { Length: > 0 } table) tables[tag] = table.ToArray();

        // From the count on, all glyphs are as wide as the last one of the metrics.
        var metrics = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(font["hhea"][MetricsCountOffset..]), count);
        tables["hmtx"] = font["hmtx"][..Math.Min(font["hmtx"].Length, 4 * metrics + 2 * (count - metrics))].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(tables["hhea"].AsSpan(MetricsCountOffset), (ushort)metrics);
        BinaryPrimitives.WriteUInt16BigEndian(tables["maxp"].AsSpan(GlyphCountOffset), (ushort)count);
        BinaryPrimitives.WriteInt16BigEndian(tables["head"].AsSpan(LocaFormatOffset), 1);
        BinaryPrimitives.WriteUInt32BigEndian(tables["head"].AsSpan(ChecksumOffset), 0);
        return Assemble(tables);
    }

    private static SortedSet<ushort> WithComponents(FontTables font, IEnumerable<ushort> glyphs)
    {
        var kept = new SortedSet<ushort> { 0 };
        var waiting = new Stack<ushort>(glyphs);
        while (waiting.TryPop(out var glyph))
        {
            if (!kept.Add(glyph)) continue;
            foreach (var component in ComponentsOf(OutlineOf(font, glyph))) waiting.Push(component);
        }
        return kept;
    }

    private static List<ushort> ComponentsOf(ReadOnlySpan<byte> outline)
    {
        var components = new List<ushort>();
        // A negative number of contours says that it is made of others.
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return components;
        for (var at = 10; at + 4 <= outline.Length;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            components.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasXAndYScale) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
            if ((flags & MoreComponents) == 0) break;
        }
        return components;
    }

    private static ReadOnlySpan<byte> OutlineOf(FontTables font, ushort glyph)
    {
        var loca = font["loca"];
        var isLong = BinaryPrimitives.ReadInt16BigEndian(font["head"][LocaFormatOffset..]) != 0;
        if ((glyph + 2) * (isLong ? 4 : 2) > loca.Length) return default;
        var (start, end) = isLong
            ? (BinaryPrimitives.ReadUInt32BigEndian(loca[(4 * glyph)..]), BinaryPrimitives.ReadUInt32BigEndian(loca[(4 * glyph + 4)..]))
            : (2u * BinaryPrimitives.ReadUInt16BigEndian(loca[(2 * glyph)..]),
                2u * BinaryPrimitives.ReadUInt16BigEndian(loca[(2 * glyph + 2)..]));
        return start < end && end <= font["glyf"].Length ? font["glyf"][(int)start..(int)end] : default;
    }

    private static (byte[] Glyf, byte[] Loca) Outlines(FontTables font, SortedSet<ushort> kept, int count)
    {
        using var glyf = new MemoryStream();
        var loca = new byte[4 * (count + 1)];
        for (var glyph = 0; glyph < count; glyph++)
        {
            if (kept.Contains((ushort)glyph)) glyf.Write(OutlineOf(font, (ushort)glyph));
            // Outlines begin at multiples of four.
            while (glyf.Length % 4 != 0) glyf.WriteByte(0);
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * (glyph + 1)), (uint)glyf.Length);
        }
        return (glyf.ToArray(), loca);
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var directory = 12 + 16 * tables.Count;
        var font = new byte[directory + tables.Values.Sum(table => Padded(table.Length))];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(font, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(10), (ushort)(16 * tables.Count - (16 << power)));

        var (entry, at, head) = (12, directory, 0);
        foreach (var (tag, table) in tables)
        {
            table.CopyTo(font, at);
            Encoding.ASCII.GetBytes(tag, font.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Checksum(font.AsSpan(at, Padded(table.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 8), (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 12), (uint)table.Length);
            if (tag == "head") head = at;
            (entry, at) = (entry + 16, at + Padded(table.Length));
        }
        BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(head + ChecksumOffset), 0xB1B0AFBA - Checksum(font));
        return font;
    }

    private static int Padded(int length) => (length + 3) / 4 * 4;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        return sum;
    }
}
