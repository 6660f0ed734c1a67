using Petitions.Frontend.Localization;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>The addresses of pages, with the language of the reader.</summary>
internal static class PageLinks
{
    /// <summary>The page of a petition.</summary>
    public static string Petition(string slug, Texts texts) => $"/p/{slug}?lang={texts.PageLang}";

    /// <summary>The preview of a draft, for those who have its token.</summary>
    public static string Preview(string slug, string token) => $"/p/{slug}/preview/{token}";

    /// <summary>The picture of shared links.</summary>
    public static string Picture(string slug, Texts texts) => $"/p/{slug}/og.png?lang={texts.PageLang}";

    /// <summary>The page after signing.</summary>
    public static string Thanks(string slug, Texts texts) => $"/p/{slug}/thanks?lang={texts.PageLang}";

    /// <summary>The form with which signers request the link to their page.</summary>
    public static string Mine(string slug, Texts texts) => $"/my?petition={slug}&lang={texts.PageLang}";

    /// <summary>The page with snippets for embedding.</summary>
    public static string Snippets(string slug, Texts texts) => $"/p/{slug}/embed?lang={texts.PageLang}";

    /// <summary>The counter for frames of other sites.</summary>
    public static string Frame(string slug, Texts texts) => $"/embed/{slug}?lang={texts.PageLang}";
}
