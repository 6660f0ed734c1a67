using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Pages.Thanks;

/// <summary>The files of the page after signing.</summary>
internal static class ThanksAssets
{
    /// <summary>Shows the receipt, and offers the device's own way to share.</summary>
    public static Asset Thanks { get; } = Asset.Script("Pages.Thanks", "thanks.js");
}
