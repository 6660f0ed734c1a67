using Petitions.Frontend.Assets;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What forms load that are asked for a proof.</summary>
internal static class ProofOfWorkAssets
{
    /// <summary>ALTCHA's widget, a module.</summary>
    public static Asset Widget { get; } = Asset.Script("AbuseProtection.Altcha", "altcha.min.js");

    /// <summary>Its style.</summary>
    public static Asset WidgetStyle { get; } = Asset.Style("AbuseProtection.Altcha", "altcha.css");

    /// <summary>What works, in threads of the browser.</summary>
    public static Asset Worker { get; } = Asset.Script("AbuseProtection.Altcha", "pbkdf2.js");

    /// <summary>Brings them.</summary>
    public static Asset Proving { get; } = Asset.Script("AbuseProtection", "solve-proof.js");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Asset> All { get; } = [Widget, WidgetStyle, Worker, Proving];
}
