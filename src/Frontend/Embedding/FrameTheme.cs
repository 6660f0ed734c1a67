namespace Petitions.Frontend.Embedding;

/// <summary>
/// The colours of a frame. Browsers tell a frame the <c>color-scheme</c> of the page around it only where that page declares one, else that
/// of the system (csswg-drafts, issues 7493 and 13796): a page that declares none is light, and a reader whose system is dark would see a
/// dark frame on it. Therefore snippets and oEmbed name <see cref="Light"/>, which the site can change.
/// </summary>
internal static class FrameTheme
{
    /// <summary>The parameter of the address.</summary>
    public const string Parameter = "theme";

    /// <summary>Light colours.</summary>
    public const string Light = "light";

    /// <summary>Dark colours.</summary>
    public const string Dark = "dark";

    /// <summary>Those that the browser prefers in this frame.</summary>
    public const string Auto = "auto";

    /// <summary>The theme that an address names; <see cref="Auto"/> when it names none or one that does not exist.</summary>
    public static string Of(string? named) => named is Light or Dark ? named : Auto;

    /// <summary>The theme for a site that may have named one: light when it has not.</summary>
    public static string ForOtherSites(string? named) => named is Dark or Auto ? named : Light;

    /// <summary>The end of a frame's address, after other parameters.</summary>
    public static string QueryOf(string theme) => $"&{Parameter}={theme}";

    /// <summary>Value of the meta element <c>color-scheme</c>.</summary>
    public static string SchemeOf(string theme) => theme == Auto ? "light dark" : theme;
}
