using System.Globalization;
using System.Text;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>Bytes of a PDF in the making. It grows as needed and is used again after <see cref="Clear"/>.</summary>
internal sealed class PdfBuffer
{
    private const int NumberCharactersMax = 32;

    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public PdfBuffer Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    /// <summary>Adds ASCII.</summary>
    public PdfBuffer Add(string ascii)
    {
        Length += Encoding.ASCII.GetBytes(ascii, Room(ascii.Length));
        return this;
    }

    public PdfBuffer Add(long number)
    {
        number.TryFormat(Room(NumberCharactersMax), out var written, provider: CultureInfo.InvariantCulture);
        Length += written;
        return this;
    }

    /// <summary>Adds a number with two decimals, a hundredth of a point being finer than any printer, and a space.</summary>
    public PdfBuffer Add(double number)
    {
        number.TryFormat(Room(NumberCharactersMax), out var written, "0.##", CultureInfo.InvariantCulture);
        Length += written;
        return Add(" "u8);
    }

    /// <summary>Adds four hexadecimal digits: a glyph, or a UTF-16 code unit.</summary>
    public PdfBuffer AddHex(ushort value)
    {
        var room = Room(4);
        for (var i = 0; i < 4; i++) room[i] = HexDigits[value >> (12 - 4 * i) & 0xF];
        Length += 4;
        return this;
    }

    /// <summary>Adds a text string in UTF-16 with its mark (ISO 32000-1 section 7.9.2.2).</summary>
    public PdfBuffer AddText(ReadOnlySpan<char> text)
    {
        Add("<FEFF"u8);
        foreach (var unit in text) AddHex(unit);
        return Add(">"u8);
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length < Length + length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + length));
        return _bytes.AsSpan(Length);
    }
}
