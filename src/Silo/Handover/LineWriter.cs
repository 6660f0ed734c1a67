using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Petitions.Silo.Handover;

/// <summary>
/// Writes lines of comma-separated values (RFC 4180) in UTF-8. A value that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets take for "this is text".
/// </summary>
/// <param name="file">Where to.</param>
internal sealed class LineWriter(Stream file)
{
    // Spreadsheets recognise UTF-8 by it.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> LineBreak => "\r\n"u8;

    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n", InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'',
    };

    private readonly StringBuilder _text = new();
    private byte[] _bytes = new byte[1_024];

    /// <summary>Writes the first line, which names the columns.</summary>
    public void WriteHeader(params ReadOnlySpan<string> columns)
    {
        file.Write(ByteOrderMark);
        Write(columns);
    }

    /// <summary>Writes a line and returns its bytes without the line break; valid until the next call.</summary>
    /// <exception cref="ArgumentException">A value has a line break, which would make two lines of one.</exception>
    public ReadOnlySpan<byte> Write(params ReadOnlySpan<string> values)
    {
        _text.Clear();
        using (var text = new StringWriter(_text, CultureInfo.InvariantCulture))
        using (var csv = new CsvWriter(text, Format, leaveOpen: true))
        {
            foreach (var value in values)
            {
                if (value.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("A value has a line break.", nameof(values));
                csv.WriteField(value);
            }
            csv.Flush();
        }
        var length = Encoding.UTF8.GetMaxByteCount(_text.Length);
        if (_bytes.Length < length) _bytes = new byte[length];
        var written = Encoding.UTF8.GetBytes(_text.ToString(), _bytes);
        var line = _bytes.AsSpan(0, written);
        file.Write(line);
        file.Write(LineBreak);
        return line;
    }
}
