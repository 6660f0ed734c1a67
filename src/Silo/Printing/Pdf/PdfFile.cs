using System.Globalization;
using System.IO.Compression;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// Writes the objects of a PDF 1.7 file (ISO 32000-1 section 7.5) one after the other. What stays in memory is 8 bytes per object: where
/// it begins. The stream need not be able to seek and is not closed.
/// </summary>
internal sealed class PdfFile
{
    private readonly Stream _target;
    private readonly List<long> _offsets = [];
    private readonly PdfBuffer _buffer = new();
    private readonly MemoryStream _deflated = new();
    private long _position;

    public PdfFile(Stream target)
    {
        _target = target;
        // Four bytes above 127 in the second line tell transfer programs that the file is binary.
        Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>The number of an object that is written later.</summary>
    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    /// <summary>Writes an object.</summary>
    public void Object(int number, ReadOnlySpan<byte> content)
    {
        Begin(number);
        Write(_buffer.Add(content).Add("\nendobj\n"u8).Bytes);
    }

    /// <summary>Writes an object.</summary>
    public void Object(int number, string content)
    {
        Begin(number);
        Write(_buffer.Add(content).Add("\nendobj\n"u8).Bytes);
    }

    /// <summary>Writes a stream object of compressed bytes.</summary>
    /// <param name="number">The number of the object.</param>
    /// <param name="entries">Further entries of its dictionary.</param>
    /// <param name="deflated">Its bytes, from <see cref="Deflate"/>.</param>
    public void Stream(int number, string entries, ReadOnlySpan<byte> deflated)
    {
        Begin(number);
        _buffer.Add("<<"u8).Add(entries).Add("/Filter/FlateDecode/Length "u8).Add(deflated.Length).Add(">>stream\n"u8);
        Write(_buffer.Add(deflated).Add("\nendstream\nendobj\n"u8).Bytes);
    }

    /// <summary>Compresses bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Deflate(ReadOnlySpan<byte> bytes, CompressionLevel level)
    {
        _deflated.SetLength(0);
        using (var zlib = new ZLibStream(_deflated, level, leaveOpen: true)) zlib.Write(bytes);
        return _deflated.GetBuffer().AsSpan(0, (int)_deflated.Length);
    }

    /// <summary>Writes the table of objects and the trailer, and flushes the stream.</summary>
    /// <param name="catalog">Number of the document's catalogue.</param>
    /// <param name="info">Number of its information dictionary.</param>
    /// <exception cref="InvalidOperationException">An object was reserved and not written.</exception>
    public void Complete(int catalog, int info)
    {
        if (_offsets.IndexOf(0) is >= 0 and var missing) throw new InvalidOperationException($"Object {missing + 1} was not written.");
        var table = _position;
        _buffer.Clear();
        _buffer.Add("xref\n0 "u8).Add(_offsets.Count + 1).Add("\n0000000000 65535 f \n"u8);
        foreach (var offset in _offsets)
        {
            // Ten digits: a file has at most 10 GB.
            _buffer.Add(offset.ToString("D10", CultureInfo.InvariantCulture)).Add(" 00000 n \n"u8);
            if (_buffer.Length < 1 << 16) continue;
            Write(_buffer.Bytes);
            _buffer.Clear();
        }
        _buffer.Add("trailer\n<</Size "u8).Add(_offsets.Count + 1).Add("/Root "u8).Add(catalog).Add(" 0 R/Info "u8).Add(info);
        Write(_buffer.Add(" 0 R>>\nstartxref\n"u8).Add(table).Add("\n%%EOF\n"u8).Bytes);
        _target.Flush();
    }

    private void Begin(int number)
    {
        if (_offsets[number - 1] != 0) throw new InvalidOperationException($"Object {number} was written before.");
        _offsets[number - 1] = _position;
        _buffer.Clear();
        _buffer.Add(number).Add(" 0 obj\n"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _target.Write(bytes);
        _position += bytes.Length;
    }
}
