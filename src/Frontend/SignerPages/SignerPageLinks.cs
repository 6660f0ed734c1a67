using Petitions.Frontend.Localization;

namespace Petitions.Frontend.SignerPages;

/// <summary>The addresses of the pages behind mailed links. Tokens are base64url and slugs are plain, so nothing needs to be escaped.</summary>
internal static class SignerPageLinks
{
    /// <summary>Confirms an attempt to sign.</summary>
    public static string Confirm(string slug, string token, Texts texts) => $"/p/{slug}/confirm/{token}?lang={texts.Lang}";

    /// <summary>The signer's page.</summary>
    public static string Mine(string slug, string token, Texts texts) => $"/p/{slug}/mine/{token}?lang={texts.Lang}";

    /// <summary>What can be done on the signer's page, by the last part of its address.</summary>
    public static string Mine(string slug, string token, string action, Texts texts) => $"/p/{slug}/mine/{token}/{action}?lang={texts.Lang}";

    /// <summary>The form that asks for the link to the signer's page.</summary>
    public static string My(string? slug, Texts texts) => slug is null ? $"/my?lang={texts.Lang}" : $"/my?petition={slug}&lang={texts.Lang}";

    /// <summary>What everybody is told who asked for a link.</summary>
    public static string Sent(Texts texts) => $"/my/sent?lang={texts.Lang}";
}
