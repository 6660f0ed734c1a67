using CsvHelper;

namespace Petitions.Silo.Handover;

/// <summary>
/// Writes lines of comma-separated values (RFC 4180) in UTF-8. A value that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets take for "this is text".
/// </summary>
internal sealed class LineWriter : IDisposable
{
    private const int LineBreakBytes = 2;

    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape };

    private readonly Stream _file;
    private readonly MemoryStream _line = new();
    private readonly CsvWriter _csv;

    /// <param name="file">Where to; it stays open.</param>
    /// <param name="columns">The names of the columns, which are the first line.</param>
    public LineWriter(Stream file, params ReadOnlySpan<string> columns)
    {
        _file = file;
        _csv = CsvWriter.Create(_line, Format, leaveOpen: true);
        // Spreadsheets recognise UTF-8 by it.
        file.Write([0xEF, 0xBB, 0xBF]);
        Write(columns);
    }

    /// <summary>Writes a line and returns its bytes without the line break; valid until the next call.</summary>
    /// <exception cref="ArgumentException">A value has a line break, which would make two lines of one.</exception>
    public ReadOnlySpan<byte> Write(params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
            if (value.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("A value has a line break.", nameof(values));
        _line.SetLength(0);
        _csv.WriteRecord(values);
        _csv.Flush();
        var bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        _file.Write(bytes);
        return bytes[..^LineBreakBytes];
    }

    public void Dispose()
    {
        _csv.Dispose();
        _line.Dispose();
    }
}
