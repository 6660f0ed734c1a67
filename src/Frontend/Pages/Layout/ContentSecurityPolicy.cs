namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// What a page may load and which sites may frame it (Content Security Policy Level 3, W3C). Everything comes from this site; nothing is
/// inline.
/// </summary>
internal static class ContentSecurityPolicy
{
    /// <summary>Pages of the site. They may not be framed, against clickjacking of the form.</summary>
    public const string Site =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page with previews of the embedded counter, one of them in a frame.</summary>
    public const string Preview = Site + "; frame-src 'self'";

    /// <summary>The counter in frames of other sites. It has no form and nothing to gain by clickjacking.</summary>
    public const string Frame =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; form-action 'none'; "
        + "base-uri 'none'; frame-ancestors *";
}
