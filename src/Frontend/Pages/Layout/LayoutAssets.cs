using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>The files that every page loads.</summary>
internal static class LayoutAssets
{
    /// <summary>The part of a style sheet that is about the server-rendered count.</summary>
    public const string CountStyle = "Pages.Layout.count.css";

    /// <summary>The style of all pages.</summary>
    public static Asset Style { get; } = Asset.Style("Pages.Layout", "petition.css", CountStyle);
}
