using System.Text.Encodings.Web;
using System.Text.Unicode;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// The snippets for other sites: absolute addresses, and no inline script that the site's Content Security Policy would have to allow.
/// </summary>
internal static class Snippets
{
    /// <summary>Width of the iframe in CSS pixels.</summary>
    public const int FrameWidth = 480;

    // Down to this width a title and a count of two lines each fit into the lowest height.
    private const int FrameWidthOfLowest = 300, FrameHeightLowest = 272;

    // Titles appear in attributes: HTML's special characters are escaped, letters of all scripts stay readable.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The element with a pinned version of the script, checked by its integrity hash.</summary>
    public static string PinnedVersionElement(PetitionView view) =>
        Element(view, $"""{EmbeddingAssets.Counter.Path}" integrity="{EmbeddingAssets.Counter.Integrity}" crossorigin="anonymous""");

    /// <summary>The element with the latest version of the script.</summary>
    public static string LatestVersionElement(PetitionView view) => Element(view, EmbeddingAssets.Counter.StablePath);

    /// <summary>
    /// Height of an iframe of a width, both in CSS pixels: the longest content fits. Texts break into more lines in a narrow one.
    /// </summary>
    public static int FrameHeightOf(int width) => FrameHeightLowest + Math.Max(0, FrameWidthOfLowest - width) * 5 / 4;

    /// <summary>The iframe, for sites that allow no script from elsewhere.</summary>
    public static string Frame(PetitionView view) =>
        Frame(view.PublicBaseUrl, view.Petition, view.Texts, FrameTheme.Light, FrameWidth, FrameHeightOf(FrameWidth));

    /// <summary>The iframe in another size and theme.</summary>
    public static string Frame(string site, Petition petition, Texts texts, string theme, int width, int height) =>
        $"""<iframe src="{Encoder.Encode(site + PageLinks.Frame(petition.Slug, texts) + FrameTheme.QueryOf(theme))}" """
        + $"""title="{Encoder.Encode(petition.TextFor(texts.PageLang).Title)}" width="{width}" height="{height}" """
        + """frameborder="0" style="border:0;max-width:100%" loading="lazy"></iframe>""";

    /// <summary>
    /// What oEmbed consumers insert: the iframe, and before it the title as a link. WordPress shows the link until the frame has said its
    /// height, and loads the script that listens to the frame only where there is such a link (wp-includes/embed.php). It strips the
    /// attribute, which hides the link elsewhere.
    /// </summary>
    public static string LinkAndFrame(string site, Petition petition, Texts texts, string theme, int width, int height) =>
        $"""<blockquote hidden><a href="{Encoder.Encode(site + PageLinks.Petition(petition.Slug, texts))}">"""
        + $"""{Encoder.Encode(petition.TextFor(texts.PageLang).Title)}</a></blockquote>"""
        + Frame(site, petition, texts, theme, width, height);

    /// <summary>The badge in Markdown.</summary>
    public static string BadgeMarkdown(PetitionView view) =>
        $"[![{view.Texts["Count_Title"]}]({view.PublicBaseUrl}{BadgeOf(view)})]({PageOf(view)})";

    /// <summary>The badge in HTML.</summary>
    public static string BadgeHtml(PetitionView view) =>
        $"""<a href="{Encoder.Encode(PageOf(view))}"><img src="{Encoder.Encode(view.PublicBaseUrl)}{BadgeOf(view)}" """
        + $"""alt="{Encoder.Encode(view.Texts["Count_Title"])}" height="{Badge.Height}"></a>""";

    /// <summary>Path and query of the badge.</summary>
    public static string BadgeOf(PetitionView view) => $"/api/v1/petitions/{view.Petition.Slug}/badge.svg?lang={view.Texts.Lang}";

    /// <summary>Name of the link's text: "sign" only while the petition is open.</summary>
    public static string LinkTextOf(PetitionPhase phase) => phase == PetitionPhase.Open ? "Letter_Sign" : "Embed_Read";

    // The name is in the page's markup: it is there without a script, and the site can change or leave it out.
    private static string Element(PetitionView view, string script)
    {
        var lang = view.Text.Lang == view.Texts.Lang ? "" : $" lang=\"{view.Text.Lang}\"";
        var name = $"""<strong slot="heading"{lang}>{Encoder.Encode(view.Text.Title)}</strong>""";
        var link = $"""<a href="{Encoder.Encode(PageOf(view))}">{Encoder.Encode(view.Texts[LinkTextOf(view.Phase)])}</a>""";
        return $"""
            <petition-counter petition="{view.Petition.Slug}" lang="{view.Texts.Lang}">{name} {link}</petition-counter>
            <script async src="{Encoder.Encode(view.PublicBaseUrl)}{script}"></script>
            """;
    }

    private static string PageOf(PetitionView view) => view.PublicBaseUrl + PageLinks.Petition(view.Petition.Slug, view.Texts);
}
