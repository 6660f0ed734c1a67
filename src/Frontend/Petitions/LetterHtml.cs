using System.Collections.Concurrent;
using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Petitions;

/// <summary>
/// The letter as HTML that is safe on our pages and on other sites: Markdown without raw HTML, then a sanitizer with a list of allowed
/// elements. Two defences, because the HTML of a letter is put on pages unescaped.
/// </summary>
internal static class LetterHtml
{
    /// <summary>Letters in the cache; beyond it the cache is cleared. Rendering one costs about 1 ms.</summary>
    private const int CachedMax = 1_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    // Thread-safe, since it is not changed after it is configured.
    private static readonly HtmlSanitizer Sanitizer = NewSanitizer();

    private static readonly ConcurrentDictionary<string, string> Cache = new();

    /// <summary>The HTML of a published letter, cached by the hash of its text.</summary>
    public static string Of(PetitionText text)
    {
        if (Cache.TryGetValue(text.Hash, out var html)) return html;
        if (Cache.Count >= CachedMax) Cache.Clear();
        return Cache[text.Hash] = Render(text.Letter);
    }

    /// <summary>The HTML of a letter in Markdown.</summary>
    public static string Render(string markdown)
    {
        var letter = Markdown.Parse(markdown, Pipeline);
        // The page has the only h1; headings of a letter begin at h2.
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
        // AllowedSchemes does not refuse relative addresses, which would resolve differently on each site that shows the letter.
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
