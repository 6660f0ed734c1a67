using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>The addresses of pages, each of which keeps the language that the reader chose.</summary>
internal static class PageLinks
{
    public static string Petition(string slug, Texts texts) => $"/p/{slug}?lang={texts.Lang}";

    public static string Picture(string slug, Texts texts) => $"/p/{slug}/og.png?lang={texts.Lang}";

    public static string Thanks(string slug, Texts texts) => $"/p/{slug}/thanks?lang={texts.Lang}";

    /// <summary>Where somebody who has signed asks for the link to their own signature.</summary>
    public static string Mine(string slug, Texts texts) => $"/my?petition={slug}&lang={texts.Lang}";

    /// <summary>The page with snippets for other people's pages.</summary>
    public static string Snippets(string slug, Texts texts) => $"/p/{slug}/embed?lang={texts.Lang}";

    /// <summary>The counter for other people's frames.</summary>
    public static string Frame(string slug, Texts texts) => $"/embed/{slug}?lang={texts.Lang}";
}
