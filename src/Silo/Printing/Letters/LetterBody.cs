using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Layout;
using Petitions.Silo.Printing.Pdf;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>Sets the blocks of a letter onto pages.</summary>
internal static class LetterBody
{
    /// <param name="flow">The pages.</param>
    /// <param name="blocks">The letter.</param>
    /// <param name="format">Size and language.</param>
    /// <param name="leading">From baseline to baseline.</param>
    /// <param name="keptAfter">Height of what must stand on the page of the last block, such as the name below the closing.</param>
    public static void Set(PageFlow flow, IReadOnlyList<LetterBlock> blocks, TextFormat format, double leading, double keptAfter = 0)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var (block, isFirst, isLast) = (blocks[i], i == 0, i == blocks.Count - 1);
            if (!isFirst) flow.Space(block.IsTight ? leading * 0.1 : leading * LetterStyle.ParagraphGap / LetterStyle.Leading);
            if (block.Kind == LetterBlockKind.Rule)
            {
                flow.Keep(leading);
                flow.Y += leading;
                flow.Page.Rule(flow.Left + flow.Width / 3, flow.Y - leading / 2, flow.Width / 3);
                continue;
            }
            var indent = block.Depth * LetterStyle.ListIndent;
            var lines = flow.Typesetter.Lines(Styled(block), format.Within(flow.Width - indent));
            // A heading stands with what follows, the closing with the name.
            if (block.Kind == LetterBlockKind.Heading) flow.Keep((lines.Count + 2) * leading);
            if (isLast && keptAfter > 0 && lines.Count <= LetterStyle.NameLinesMax) flow.Keep(lines.Count * leading + keptAfter);
            // No more lines than these are moved to the next page together, so the marker is not left behind.
            if (block.Marker is not null) flow.Keep(Math.Min(lines.Count, PageFlow.LinesTogether + 1) * leading);
            var (page, top) = (flow.Page, flow.Y);
            flow.Lines(lines, leading, indent);
            if (block.Marker is { } marker) SetMarker(flow, marker, lines, format, leading, indent, top, page);
        }
        if (keptAfter > 0) flow.Keep(keptAfter);
    }

    private static IReadOnlyList<TextSpan> Styled(LetterBlock block) => block.Kind == LetterBlockKind.Quotation
        ? [.. block.Spans.Select(span => span with { Style = span.Style ^ FontStyle.Italic })]
        : block.Spans;

    // Beside the first line, on its outer side.
    private static void SetMarker(PageFlow flow, string marker, IReadOnlyList<TextLine> lines, TextFormat format, double leading,
        double indent, double top, Drawing page)
    {
        var isRtl = lines.Count > 0 ? lines[0].IsRtl : format.IsRtl;
        var line = flow.Typesetter.Lines(marker, format.Within(double.MaxValue) with { IsRtl = isRtl })[0];
        var x = isRtl ? flow.Right - indent + LetterStyle.MarkerGap : flow.Left + indent - LetterStyle.MarkerGap - line.Width;
        if (lines.Count == 0) flow.Y = top + leading;
        page.Text(line, x, top + leading * PageFlow.Ascent);
    }
}
