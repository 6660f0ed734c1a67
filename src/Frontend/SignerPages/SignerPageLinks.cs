using Petitions.Frontend.Localization;

namespace Petitions.Frontend.SignerPages;

/// <summary>The addresses of signers' pages. Tokens are base64url and slugs are plain: nothing to escape.</summary>
internal static class SignerPageLinks
{
    /// <summary>Confirms an attempt to sign.</summary>
    public static string Confirm(string slug, string token, Texts texts) => $"/p/{slug}/confirm/{token}?lang={texts.PageLang}";

    /// <summary>The signer's page.</summary>
    public static string Mine(string slug, string token, Texts texts) => $"/p/{slug}/mine/{token}?lang={texts.PageLang}";

    /// <summary>An action on the signer's page, by the last part of its address.</summary>
    public static string Mine(string slug, string token, string action, Texts texts) =>
        $"/p/{slug}/mine/{token}/{action}?lang={texts.PageLang}";

    /// <summary>Ends all mails about the petition.</summary>
    public static string StopMail(string slug, string token, Texts texts) => $"/p/{slug}/stop-mail/{token}?lang={texts.PageLang}";

    /// <summary>The form that requests the link to the signer's page.</summary>
    public static string My(string? slug, Texts texts) =>
        slug is null ? $"/my?lang={texts.PageLang}" : $"/my?petition={slug}&lang={texts.PageLang}";

    /// <summary>The page after a request for a link.</summary>
    public static string Sent(Texts texts) => $"/my/sent?lang={texts.PageLang}";
}
