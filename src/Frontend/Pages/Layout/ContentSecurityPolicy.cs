namespace Petitions.Frontend.Pages.Layout;

/// <summary>
/// What a page may load and who may frame it (Content Security Policy Level 3, W3C). Everything comes from this site, nothing stands
/// inline in a page.
/// </summary>
internal static class ContentSecurityPolicy
{
    /// <summary>Pages of the site. Nobody may frame them: a frame could lead a click on another site to the form.</summary>
    public const string Site =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The page that shows what an embedded counter looks like, in a frame as well.</summary>
    public const string Preview = Site + "; frame-src 'self'";

    /// <summary>What stands in other people's frames. It has no form and nothing that a click could be stolen for.</summary>
    public const string Frame =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors *";
}
