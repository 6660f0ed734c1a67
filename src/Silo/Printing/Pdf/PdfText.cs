using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Pdf;

/// <summary>
/// Writes shaped text as operators of a content stream (ISO 32000-1 section 9.4). Words whose glyphs alone would be copied wrongly, such as
/// those of Devanagari, carry their text with them (<c>ActualText</c>, section 14.9.4).
/// </summary>
internal static class PdfText
{
    /// <param name="content">Where it is written to.</param>
    /// <param name="uses">Learns which glyphs are drawn.</param>
    /// <param name="run">The text.</param>
    /// <param name="x">Left end in points.</param>
    /// <param name="y">Baseline in points from the lower edge.</param>
    public static void Write(PdfBuffer content, GlyphUses uses, GlyphRun run, double x, double y)
    {
        if (run.Glyphs.Length == 0) return;
        content.Add("BT/F"u8).Add(run.Face.Number).Add(" "u8).Add(run.Size).Add("Tf 1 0 0 1 "u8).Add(x).Add(y).Add("Tm\n"u8);
        var pen = new Pen(content, uses, run);
        var clusters = Clusters(run);
        for (var i = 0; i < run.Glyphs.Length;)
        {
            var end = EndOfWord(run, i);
            var isMarked = !CopiesRight(run, clusters, i, end);
            if (isMarked)
            {
                // Words that follow are marked with it: some viewers lose the space between two that are marked each for itself.
                for (var next = end; next < run.Glyphs.Length; end = next)
                {
                    var word = next;
                    while (word < run.Glyphs.Length && IsSpace(run, word)) word++;
                    next = EndOfWord(run, word);
                    if (word == run.Glyphs.Length || CopiesRight(run, clusters, word, next)) break;
                }
                var (from, to) = TextOf(run, clusters, i, end);
                pen.Mark(run.Text.AsSpan(from, to - from));
            }
            for (; i < end; i++) pen.Show(run.Glyphs[i]);
            if (isMarked) pen.EndMark();
        }
        pen.Dispose();
        content.Add("ET\n"u8);
    }

    // Spaces stand alone between words.
    private static int EndOfWord(GlyphRun run, int start)
    {
        var end = start;
        while (end < run.Glyphs.Length && IsSpace(run, end) == IsSpace(run, start)) end++;
        return end;
    }

    private static bool IsSpace(GlyphRun run, int glyph) => LineBreaks.IsSpace(run.Text[run.Glyphs[glyph].Cluster]);

    // Where each piece of text begins that is shaped as one, ascending, and the end of the run.
    private static List<int> Clusters(GlyphRun run)
    {
        var starts = run.Glyphs.Select(glyph => glyph.Cluster).Distinct().Order().ToList();
        starts.Add(run.End);
        return starts;
    }

    private static int EndOf(List<int> clusters, int start) => clusters[clusters.BinarySearch(start) + 1];

    private static bool CopiesRight(GlyphRun run, List<int> clusters, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var (glyph, start) = (run.Glyphs[i], run.Glyphs[i].Cluster);
            var isAlone = (i == from || run.Glyphs[i - 1].Cluster != start) && (i + 1 == to || run.Glyphs[i + 1].Cluster != start);
            if (!isAlone || !run.Face.Represents(glyph.Id, run.Text.AsSpan(start, EndOf(clusters, start) - start))) return false;
        }
        return true;
    }

    private static (int From, int To) TextOf(GlyphRun run, List<int> clusters, int from, int to)
    {
        var (first, last) = (int.MaxValue, 0);
        for (var i = from; i < to; i++)
        {
            first = Math.Min(first, run.Glyphs[i].Cluster);
            last = Math.Max(last, run.Glyphs[i].Cluster);
        }
        return (first, EndOf(clusters, last));
    }

    // Keeps account of where a viewer's pen is, in thousandths of an em, and moves it to where HarfBuzz put the glyph.
    private ref struct Pen(PdfBuffer content, GlyphUses uses, GlyphRun run)
    {
        private readonly double _perUnit = 1000.0 / run.Face.UnitsPerEm;
        private double _at;
        private double _wanted;
        private int _rise;
        private bool _isShowing;
        private bool _isInString;

        public void Mark(ReadOnlySpan<char> text)
        {
            End();
            content.Add("/Span<</ActualText"u8).AddText(text).Add(">>BDC\n"u8);
        }

        public void EndMark()
        {
            End();
            content.Add("EMC\n"u8);
        }

        public void Show(PlacedGlyph glyph)
        {
            if (glyph.YOffset != _rise)
            {
                End();
                _rise = glyph.YOffset;
                content.Add(_rise * run.Size / run.Face.UnitsPerEm).Add("Ts\n"u8);
            }
            if (!_isShowing)
            {
                content.Add("["u8);
                _isShowing = true;
            }
            var back = (long)Math.Round(_at - (_wanted + glyph.XOffset * _perUnit));
            if (back != 0)
            {
                EndString();
                content.Add(back);
                _at -= back;
            }
            if (!_isInString)
            {
                content.Add("<"u8);
                _isInString = true;
            }
            content.AddHex(glyph.Id);
            uses.Add(run.Face, glyph.Id);
            _at += run.Face.AdvanceOf(glyph.Id);
            _wanted += glyph.Advance * _perUnit;
        }

        public void Dispose()
        {
            End();
            if (_rise != 0) content.Add("0 Ts\n"u8);
        }

        private void End()
        {
            EndString();
            if (_isShowing) content.Add("]TJ\n"u8);
            _isShowing = false;
        }

        private void EndString()
        {
            if (_isInString) content.Add(">"u8);
            _isInString = false;
        }
    }
}
