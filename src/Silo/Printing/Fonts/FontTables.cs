using System.Buffers.Binary;
using System.Text;
using HarfBuzzSharp;

namespace Petitions.Silo.Printing.Fonts;

/// <summary>The tables of a font file (OpenType 1.9, "Organization of an OpenType Font"). Numbers in them are big-endian.</summary>
internal sealed class FontTables
{
    private const int HeaderBytes = 12;
    private const int EntryBytes = 16;

    private readonly Blob _file;
    private readonly Dictionary<string, Range> _ranges = [];

    /// <summary>Reads the list of tables; tables that do not lie within the file are as if they were missing.</summary>
    public FontTables(Blob file)
    {
        _file = file;
        ReadOnlySpan<byte> data = file.AsSpan();
        if (data.Length < HeaderBytes) return;
        var count = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        for (var i = 0; i < count && HeaderBytes + EntryBytes * (i + 1) <= data.Length; i++)
        {
            var entry = data.Slice(HeaderBytes + EntryBytes * i, EntryBytes);
            var (start, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
            if (start + (long)length <= data.Length) _ranges[Encoding.ASCII.GetString(entry[..4])] = (int)start..(int)(start + length);
        }
    }

    /// <summary>The bytes of a table; none when the font does not have it.</summary>
    public ReadOnlySpan<byte> this[string tag] => _ranges.TryGetValue(tag, out var range) ? _file.AsSpan()[range] : default;

    /// <summary>True when the font has all of these tables.</summary>
    public bool Have(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
            if (!_ranges.ContainsKey(tag)) return false;
        return true;
    }
}
