using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Petitions.Grains.Documents;

/// <summary>
/// Finds Markdown that pages would show in another way than its author meant it, or leave out: what they show of a letter is paragraphs,
/// headings, lists, quotations, emphasis, code and links; of other texts, only the characters as they are.
/// </summary>
internal static class LetterMarkdown
{
    private const string NestedMessage = "has quotations, lists or emphasis nested more than a hundred deep: write it flatter";

    // Pages parse neither tables nor HTML. Here both are, so that they are noticed.
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().UsePreciseSourceLocation().Build();

    /// <summary>What a letter must not have, with its line in the letter from 0, in the order of the lines.</summary>
    public static IEnumerable<(int Line, string Message)> FaultsOf(string letter)
    {
        if (TryParse(letter) is not { } parsed) return [(0, NestedMessage)];
        var used = parsed.Descendants<LinkInline>().Select(link => link.Reference).OfType<LinkReferenceDefinition>().ToHashSet();
        return from node in parsed.Descendants()
               let message = node is EmphasisInline emphasis && IsInsideWords(emphasis, letter)
                   ? "has asterisks inside of words, which would make italics and not be shown: write \\* for each" : FaultOf(node, used)
               where message is not null
               orderby node.Line
               select (node.Line, message);
    }

    /// <summary>What is wrong with a text that pages show as it is, or would be with its words; null when nothing is.</summary>
    /// <returns>The message, and whether it is only a warning: nothing is lost, but it looks odd.</returns>
    public static (string Message, bool IsWarning)? FaultOfPlain(string text)
    {
        string? odd = null;
        if (TryParse(text) is not { } parsed) return (NestedMessage, false);
        foreach (var node in parsed.Descendants())
        {
            // Its address is what the author wanted people to follow.
            if (node is LinkInline or AutolinkInline or LinkReferenceDefinition)
            {
                var what = node is LinkInline { IsImage: true } ? "an image" : "a link in Markdown";
                return ($"has {what}, and this text is shown as it is written: use plain words, and write an address itself", false);
            }
            odd ??= node switch
            {
                HtmlBlock or HtmlInline => "its HTML",
                Table => "the lines of its table",
                EmphasisInline emphasis when !IsInsideWords(emphasis, text) => "its asterisks or underscores",
                _ => null,
            };
        }
        return odd is null ? null : ($"is shown as it is written, with {odd}: use plain words", true);
    }

    // Null for what the parser refuses, because a stack would not hold it.
    private static MarkdownDocument? TryParse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? FaultOf(MarkdownObject node, HashSet<LinkReferenceDefinition> used) => node switch
    {
        HtmlBlock block => HtmlMessage(block.Lines.ToString()),
        HtmlInline inline => HtmlMessage(inline.Tag),
        LinkInline { IsImage: true } => "has an image, which a letter cannot show: remove it",
        LinkInline link when !IsWeb(link.Url) =>
            $"links to `{DocumentText.Excerpt(link.Url ?? "")}`: write an address that begins with https://, or plain words",
        LinkInline { Title.Length: > 0 } link =>
            $"has a link with the title `{DocumentText.Excerpt(link.Title!)}`, which is not shown: leave the title out",
        AutolinkInline { IsEmail: true } link => $"links to `{DocumentText.Excerpt(link.Url)}`: write the address without < and >",
        AutolinkInline link when !IsWeb(link.Url) =>
            $"links to `{DocumentText.Excerpt(link.Url)}`: write an address that begins with https://, or plain words",
        LinkReferenceDefinition definition when !used.Contains(definition) =>
            $"has a line `[{DocumentText.Excerpt(definition.Label ?? "")}]: …` that no link refers to and that is not shown: remove it, or"
            + " put \\ before its [",
        Table => "has a table, which a letter cannot show: write a list",
        _ => null,
    };

    // As in "Bürger*innen und Leser*innen".
    private static bool IsInsideWords(EmphasisInline emphasis, string text) =>
        emphasis.Span is { Start: > 0 } span && span.End + 1 < text.Length
        && char.IsLetter(text[span.Start - 1]) && char.IsLetter(text[span.End + 1]);

    private static string HtmlMessage(string html) =>
        $"has HTML, `{DocumentText.Excerpt(html.Trim())}`, which a letter cannot show: write Markdown, such as **bold**, or"
        + " \\< for the sign";

    private static bool IsWeb(string? url) => url is not null && url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
