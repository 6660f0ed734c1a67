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
    /// <summary>Width of the iframe in CSS pixels. On a phone the counter fits with a title and a count of two lines each.</summary>
    public const int FrameWidth = 480;

    /// <summary>Height of the iframe in CSS pixels, see <see cref="FrameWidth"/>.</summary>
    public const int FrameHeight = 272;

    // Titles appear in attributes: HTML's special characters are escaped, letters of all scripts stay readable.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The element with a pinned version of the script, checked by its integrity hash.</summary>
    public static string PinnedVersionElement(PetitionView view) =>
        Element(view, $"""{EmbeddingAssets.Counter.Path}" integrity="{EmbeddingAssets.Counter.Integrity}" crossorigin="anonymous""");

    /// <summary>The element with the latest version of the script.</summary>
    public static string LatestVersionElement(PetitionView view) => Element(view, EmbeddingAssets.Counter.StablePath);

    /// <summary>The iframe, for sites that allow no script from elsewhere.</summary>
    public static string Frame(PetitionView view) =>
        Frame(view.PublicBaseUrl, view.Petition, view.Texts, FrameWidth, FrameHeight);

    /// <summary>The iframe in another size.</summary>
    public static string Frame(string site, Petition petition, Texts texts, int width, int height) =>
        $"""<iframe src="{Encoder.Encode(site)}{PageLinks.Frame(petition.Slug, texts)}" """
        + $"""title="{Encoder.Encode(petition.TextFor(texts.PageLang).Title)}" width="{width}" height="{height}" """
        + """style="border:0;max-width:100%" loading="lazy"></iframe>""";

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

    private static string Element(PetitionView view, string script)
    {
        var link = $"""<a href="{Encoder.Encode(PageOf(view))}">{Encoder.Encode(view.Texts[LinkTextOf(view.Phase)])}</a>""";
        return $"""
            <petition-counter petition="{view.Petition.Slug}" lang="{view.Texts.Lang}">{link}</petition-counter>
            <script async src="{Encoder.Encode(view.PublicBaseUrl)}{script}"></script>
            """;
    }

    private static string PageOf(PetitionView view) => view.PublicBaseUrl + PageLinks.Petition(view.Petition.Slug, view.Texts);
}
