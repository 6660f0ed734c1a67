using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Layout;

/// <summary>The files that every page loads.</summary>
internal static class LayoutAssets
{
    /// <summary>The style of all pages.</summary>
    public static Asset Style { get; } = Asset.Style("Pages.Layout", "petition.css");
}
