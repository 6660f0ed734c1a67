using System.Collections.Concurrent;
using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Petitions;

/// <summary>
/// The letter as HTML that is safe on our pages and on everybody else's: Markdown without raw HTML, then a list of allowed elements.
/// Two locks, because a letter comes from a document and its HTML is put on pages unescaped.
/// </summary>
internal static class LetterHtml
{
    /// <summary>Letters held; beyond it all are made anew. One costs about a millisecond.</summary>
    private const int HeldMax = 1_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    // Configured once and then only read, which the sanitizer allows from many threads.
    private static readonly HtmlSanitizer Sanitizer = NewSanitizer();

    private static readonly ConcurrentDictionary<string, string> Held = new();

    /// <summary>The HTML of a published letter, held by the hash of its text.</summary>
    public static string Of(PetitionText text)
    {
        if (Held.TryGetValue(text.Hash, out var html)) return html;
        if (Held.Count >= HeldMax) Held.Clear();
        return Held[text.Hash] = Render(text.Letter);
    }

    /// <summary>The HTML of a letter in Markdown.</summary>
    public static string Render(string markdown)
    {
        var letter = Markdown.Parse(markdown, Pipeline);
        // The page has the only h1; a letter's headings begin below it.
        foreach (var heading in letter.Descendants<HeadingBlock>()) heading.Level = Math.Clamp(heading.Level + 1, 2, 4);
        return Sanitizer.Sanitize(letter.ToHtml(Pipeline)).Trim();
    }

    private static HtmlSanitizer NewSanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "hr", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "pre",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "start" },
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "https" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
        });
        // A relative address has no scheme to object to, and would lead somewhere else on each page that shows the letter.
        sanitizer.FilterUrl += (_, link) =>
        {
            if (!link.OriginalUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) link.SanitizedUrl = null;
        };
        sanitizer.PostProcessNode += (_, node) =>
        {
            if (node.Node is IElement { LocalName: "a" } link) link.SetAttribute("rel", "noopener noreferrer nofollow");
        };
        return sanitizer;
    }
}
