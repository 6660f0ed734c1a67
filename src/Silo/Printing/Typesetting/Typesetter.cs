using System.Globalization;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Printing.Typesetting;

/// <summary>Sets paragraphs into lines: direction, fonts, shaping, line breaks. Not thread-safe.</summary>
internal sealed class Typesetter(FontLibrary fonts) : IDisposable
{
    private readonly Shaper _shaper = new();

    public FontLibrary Fonts => fonts;

    /// <summary>The lines of a paragraph; a word that is wider than a line is broken between graphemes.</summary>
    public IReadOnlyList<TextLine> Lines(IReadOnlyList<TextSpan> spans, TextFormat format)
    {
        var text = string.Concat(spans.Select(span => span.Text));
        var styles = new FontStyle[text.Length];
        var at = 0;
        foreach (var span in spans)
        {
            Array.Fill(styles, span.Style, at, span.Text.Length);
            at += span.Text.Length;
        }
        var isRtl = Bidi.IsRtl(text, format.IsRtl);
        var levels = Bidi.Levels(text, isRtl);
        var items = TextItem.Of(text, styles, levels, fonts);

        var lines = new List<TextLine>();
        foreach (var (start, end) in Breaks(text, items, format)) lines.Add(Line(text, start, end, items, isRtl, format));
        return lines;
    }

    /// <summary>The lines of a text in one style.</summary>
    public IReadOnlyList<TextLine> Lines(string text, TextFormat format, FontStyle style = FontStyle.Regular) =>
        Lines([new TextSpan(text, style)], format);

    public void Dispose() => _shaper.Dispose();

    private TextLine Line(string text, int start, int end, List<TextItem> items, bool isRtl, TextFormat format)
    {
        while (end > start && LineBreaks.IsSpace(text[end - 1])) end--;
        var parts = items.Where(item => item.Start < end && item.End > start).ToList();
        var runs = new List<GlyphRun>(parts.Count);
        foreach (var i in Bidi.VisualOrder([.. parts.Select(part => part.Level)]))
            runs.Add(_shaper.Shape(text, Math.Max(start, parts[i].Start), Math.Min(end, parts[i].End), parts[i], format));
        return new(runs, runs.Sum(run => run.Width), isRtl);
    }

    private List<(int Start, int End)> Breaks(string text, List<TextItem> items, TextFormat format)
    {
        var lines = new List<(int, int)>();
        var (start, last, width) = (0, 0, 0.0);
        foreach (var end in LineBreaks.In(text))
        {
            var seen = end;
            while (seen > last && LineBreaks.IsSpace(text[seen - 1])) seen--;
            var word = Width(text, last, seen, items, format);
            if (width + word > format.Width && last > start)
            {
                lines.Add((start, last));
                (start, width) = (last, 0);
            }
            while (word > format.Width)
            {
                var fitting = Fitting(text, start, seen, items, format);
                if (fitting == seen) break;
                lines.Add((start, fitting));
                start = fitting;
                word = Width(text, start, seen, items, format);
            }
            width += word + Width(text, seen, end, items, format);
            last = end;
            if (end > 0 && text[end - 1] == '\n')
            {
                lines.Add((start, end));
                (start, width) = (end, 0);
            }
        }
        if (start < text.Length) lines.Add((start, text.Length));
        return lines;
    }

    private double Width(string text, int start, int end, List<TextItem> items, TextFormat format)
    {
        var width = 0.0;
        foreach (var item in items)
        {
            var (from, to) = (Math.Max(start, item.Start), Math.Min(end, item.End));
            if (from < to) width += _shaper.Shape(text, from, to, item, format).Width;
        }
        return width;
    }

    // Where the widest beginning of a word ends that fits into a line, at least one grapheme.
    private int Fitting(string text, int start, int end, List<TextItem> items, TextFormat format)
    {
        var ends = new List<int>();
        for (var i = start; i < end;) ends.Add(i += StringInfo.GetNextTextElementLength(text.AsSpan(i, end - i)));
        var (fits, tooWide) = (0, ends.Count);
        while (tooWide - fits > 1)
        {
            var middle = (fits + tooWide) / 2;
            if (Width(text, start, ends[middle], items, format) <= format.Width) fits = middle;
            else tooWide = middle;
        }
        return ends[fits];
    }
}
