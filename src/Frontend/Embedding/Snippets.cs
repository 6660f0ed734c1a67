using System.Text.Encodings.Web;
using System.Text.Unicode;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>What somebody pastes into a page of their own: complete addresses, and nothing that their page would have to allow inline.</summary>
internal static class Snippets
{
    /// <summary>Size of the frame, in CSS pixels: as much as the counter needs on a phone with a title and a count of two lines each.</summary>
    public const int FrameWidth = 480;

    /// <inheritdoc cref="FrameWidth"/>
    public const int FrameHeight = 272;

    // A title stands in the attribute of a snippet: letters stay letters, what HTML gives a meaning does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The counter as an element, for pages that may load a script from here and take one version of it only.</summary>
    public static string PinnedElement(PetitionView view) =>
        Element(view, $"""{EmbeddingAssets.Counter.Path}" integrity="{EmbeddingAssets.Counter.Integrity}" crossorigin="anonymous""");

    /// <summary>The same for pages that trust this site, with whatever version is served.</summary>
    public static string FollowingElement(PetitionView view) => Element(view, EmbeddingAssets.Counter.StablePath);

    /// <summary>The counter in a frame, for pages that may not.</summary>
    public static string Frame(PetitionView view) =>
        Frame(view.PublicBaseUrl, view.Petition, view.Texts, FrameWidth, FrameHeight);

    /// <summary>The same in another size.</summary>
    public static string Frame(string site, Petition petition, Texts texts, int width, int height) =>
        $"""
        <iframe src="{Encoder.Encode(site)}{PageLinks.Frame(petition.Slug, texts)}" title="{Encoder.Encode(petition.TextFor(texts.Lang).Title)}" width="{width}" height="{height}" style="border:0;max-width:100%" loading="lazy"></iframe>
        """;

    /// <summary>The badge for a README.</summary>
    public static string BadgeMarkdown(PetitionView view) =>
        $"[![{view.Texts["Count_Title"]}]({view.PublicBaseUrl}{BadgeOf(view)})]({PageOf(view)})";

    /// <summary>The badge as HTML.</summary>
    public static string BadgeHtml(PetitionView view) =>
        $"""<a href="{Encoder.Encode(PageOf(view))}"><img src="{Encoder.Encode(view.PublicBaseUrl)}{BadgeOf(view)}" alt="{Encoder.Encode(view.Texts["Count_Title"])}" height="{Badge.Height}"></a>""";

    /// <summary>Where the badge lies on this site.</summary>
    public static string BadgeOf(PetitionView view) => $"/api/v1/petitions/{view.Petition.Slug}/badge.svg?lang={view.Texts.Lang}";

    /// <summary>Name of the text of a link to the petition: nobody is asked to sign what takes no signatures.</summary>
    public static string LinkTextOf(PetitionPhase phase) => phase == PetitionPhase.Open ? "Letter_Sign" : "Embed_Read";

    private static string Element(PetitionView view, string script) =>
        $"""
        <petition-counter petition="{view.Petition.Slug}" lang="{view.Texts.Lang}"><a href="{Encoder.Encode(PageOf(view))}">{Encoder.Encode(view.Texts[LinkTextOf(view.Phase)])}</a></petition-counter>
        <script async src="{Encoder.Encode(view.PublicBaseUrl)}{script}"></script>
        """;

    private static string PageOf(PetitionView view) => view.PublicBaseUrl + PageLinks.Petition(view.Petition.Slug, view.Texts);
}
