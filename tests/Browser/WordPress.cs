using System.Text.RegularExpressions;

namespace Petitions.Tests.Browser;

/// <summary>
/// What WordPress 6 makes of the oEmbed HTML of a site that it does not know (wp-includes/embed.php and wp-includes/js/wp-embed.js), as far
/// as this HTML and the frame depend on it.
/// </summary>
internal static partial class WordPress
{
    private const string Secret = "a1B2c3D4e5";

    // The first message shows the frame. A link is followed if it leads to the frame's own site and the reader is in the frame.
    private const string HostScript = """
        <script>
        addEventListener('message', ({ source, data }) => {
          if (!(data && data.secret && data.message) || /[^a-zA-Z0-9]/.test(data.secret)) return;
          for (const quote of document.querySelectorAll(`blockquote[data-secret="${data.secret}"]`)) quote.style.display = 'none';
          for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
            if (source !== frame.contentWindow) continue;
            frame.removeAttribute('style');
            if (data.message === 'height') frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
            if (data.message === 'link' && new URL(data.value).host === new URL(frame.getAttribute('src')).host
              && document.activeElement === frame) top.location.href = data.value;
          }
        });
        addEventListener('DOMContentLoaded', () => {
          for (const frame of document.querySelectorAll('iframe.wp-embedded-content'))
            frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
        });
        </script>
        """;

    private static readonly string[] FrameAttributes =
        ["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"];

    /// <summary>The content of a post with the embed.</summary>
    public static string PostWith(string html)
    {
        var quote = Quote().Match(html);
        var frame = Frame().Match(html);
        if (!frame.Success) return "";
        var attributes = Attribute().Matches(frame.Value).Where(attribute => FrameAttributes.Contains(attribute.Groups[1].Value))
            .Select(attribute => attribute.Groups[1].Value == "src"
                ? $"src=\"{attribute.Groups[2].Value}#?secret={Secret}\"" : attribute.Value);
        // It hides the frame where there is a link, and only then loads its script.
        var hidden = quote.Success ? "style=\"position: absolute; clip: rect(1px, 1px, 1px, 1px);\" " : "";
        var shown = quote.Success
            ? $"<blockquote class=\"wp-embedded-content\" data-secret=\"{Secret}\">{quote.Groups[1].Value}</blockquote>" : "";
        return shown + $"<iframe class=\"wp-embedded-content\" sandbox=\"allow-scripts\" security=\"restricted\" {hidden}"
            + $"data-secret=\"{Secret}\" {string.Join(' ', attributes)}></iframe>{(quote.Success ? HostScript : "")}";
    }

    // Attributes of the quote and of its link, but for the address, are stripped before. Only at the beginning it is found.
    [GeneratedRegex("^<blockquote[^>]*>(<a href=\"[^\"]*\">.*?</a>)</blockquote>", RegexOptions.Singleline)]
    private static partial Regex Quote();

    [GeneratedRegex("<iframe[^>]*></iframe>", RegexOptions.Singleline)]
    private static partial Regex Frame();

    [GeneratedRegex("([a-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();
}
