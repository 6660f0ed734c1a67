using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Typesetting;

namespace Petitions.Silo.Printing.Letters;

/// <summary>
/// The blocks of a letter in Markdown, with the same dialect as pages: paragraphs, headings, lists, quotations, emphasis, code, links. The
/// address of a link stands behind its text, since paper cannot be clicked.
/// </summary>
internal static class LetterBlocks
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static IReadOnlyList<LetterBlock> Of(string markdown)
    {
        var blocks = new List<LetterBlock>();
        AddAll(Markdown.Parse(markdown, Pipeline), blocks, 0, LetterBlockKind.Paragraph);
        return blocks;
    }

    private static void AddAll(ContainerBlock container, List<LetterBlock> blocks, int depth, LetterBlockKind kind)
    {
        foreach (var block in container) Add(block, blocks, depth, kind);
    }

    private static void Add(Block block, List<LetterBlock> blocks, int depth, LetterBlockKind kind)
    {
        switch (block)
        {
            case HeadingBlock heading:
                blocks.Add(new(LetterBlockKind.Heading, SpansOf(heading.Inline, FontStyle.Bold), depth));
                break;
            case ParagraphBlock paragraph:
                blocks.Add(new(kind, SpansOf(paragraph.Inline, FontStyle.Regular), depth));
                break;
            case ThematicBreakBlock:
                blocks.Add(new(LetterBlockKind.Rule, [], depth));
                break;
            case CodeBlock code:
                blocks.Add(new(LetterBlockKind.Code, [new(code.Lines.ToString())], depth + 1));
                break;
            case QuoteBlock quotation:
                AddAll(quotation, blocks, depth + 1, LetterBlockKind.Quotation);
                break;
            case ListBlock list:
                AddItems(list, blocks, depth + 1, kind);
                break;
        }
    }

    private static void AddItems(ListBlock list, List<LetterBlock> blocks, int depth, LetterBlockKind kind)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        for (var i = 0; i < list.Count; i++)
        {
            var first = blocks.Count;
            AddAll((ListItemBlock)list[i], blocks, depth, kind);
            var marker = list.IsOrdered ? $"{number++}{list.OrderedDelimiter}" : "•";
            // An empty item has its marker all the same.
            if (first == blocks.Count) blocks.Add(new(kind, [], depth));
            blocks[first] = blocks[first] with { Marker = marker, IsTight = !list.IsLoose && (i > 0 || depth > 1) };
        }
    }

    private static List<TextSpan> SpansOf(ContainerInline? inlines, FontStyle style)
    {
        var spans = new List<TextSpan>();
        if (inlines is not null) AddAll(inlines, spans, style);
        return spans;
    }

    private static void AddAll(ContainerInline inlines, List<TextSpan> spans, FontStyle style)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline text:
                    spans.Add(new(text.Content.ToString(), style));
                    break;
                case CodeInline code:
                    spans.Add(new(code.Content, style));
                    break;
                case HtmlEntityInline entity:
                    spans.Add(new(entity.Transcoded.ToString(), style));
                    break;
                case LineBreakInline end:
                    spans.Add(new(end.IsHard ? "\n" : " ", style));
                    break;
                case AutolinkInline link:
                    spans.Add(new(link.Url, style));
                    break;
                case EmphasisInline emphasis:
                    AddAll(emphasis, spans, style | (emphasis.DelimiterCount == 2 ? FontStyle.Bold : FontStyle.Italic));
                    break;
                case LinkInline link:
                    AddLink(link, spans, style);
                    break;
                case ContainerInline other:
                    AddAll(other, spans, style);
                    break;
            }
        }
    }

    private static void AddLink(LinkInline link, List<TextSpan> spans, FontStyle style)
    {
        var first = spans.Count;
        AddAll(link, spans, style);
        var shown = string.Concat(spans.Skip(first).Select(span => span.Text));
        if (link.Url is { Length: > 0 } address && !shown.Contains(address, StringComparison.Ordinal))
            spans.Add(new(shown.Length == 0 ? address : $" ({address})", style));
    }
}
