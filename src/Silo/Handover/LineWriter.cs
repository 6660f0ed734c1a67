using System.Text.RegularExpressions;
using CsvHelper;

namespace Petitions.Silo.Handover;

/// <summary>
/// Writes lines of comma-separated values (RFC 4180) in UTF-8. A value that a spreadsheet would take for a formula gets an apostrophe in
/// front, which spreadsheets take for "this is text". Line breaks become spaces: a line is one signature.
/// </summary>
internal sealed partial class LineWriter : IDisposable
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
    public ReadOnlySpan<byte> Write(params ReadOnlySpan<string> values)
    {
        _line.SetLength(0);
        var texts = new string[values.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = TextOf(values[i]);
        _csv.WriteRecord(texts);
        _csv.Flush();
        var bytes = _line.GetBuffer().AsSpan(0, (int)_line.Length);
        _file.Write(bytes);
        return bytes[..^LineBreakBytes];
    }

    // The library protects what begins with an ASCII character of a formula. Some spreadsheets take the full-width ones for the same, or
    // skip the spaces before one.
    private static string TextOf(string value)
    {
        var text = AfterSeparator().Replace(value.ReplaceLineEndings(" "), "'");
        var visible = text.AsSpan().TrimStart();
        if (visible.IsEmpty) return text;
        var isFormula = visible[0] is '＝' or '＋' or '－' or '＠' || (visible.Length < text.Length && visible[0] is '=' or '+' or '-' or '@');
        return isFormula ? "'" + text : text;
    }

    // A spreadsheet that takes a semicolon or a tab for the separator begins a cell there, whatever the quotes say.
    [GeneratedRegex(@"(?<=;\s*|.\t\s*)(?=[=+\-@＝＋－＠])")]
    private static partial Regex AfterSeparator();

    public void Dispose()
    {
        _csv.Dispose();
        _line.Dispose();
    }
}
