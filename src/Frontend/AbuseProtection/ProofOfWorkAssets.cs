using Petitions.Frontend.Assets;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>Files that a form loads when a proof of work is needed.</summary>
internal static class ProofOfWorkAssets
{
    /// <summary>ALTCHA's widget, a module.</summary>
    public static Asset Widget { get; } = Asset.Script("AbuseProtection.Altcha", "altcha.min.js");

    /// <summary>Its style.</summary>
    public static Asset WidgetStyle { get; } = Asset.Style("AbuseProtection.Altcha", "altcha.css");

    /// <summary>What works, in threads of the browser.</summary>
    public static Asset Worker { get; } = Asset.Script("AbuseProtection.Altcha", "pbkdf2.js");

    /// <summary>The script that loads the others and sends the form again.</summary>
    public static Asset SolverScript { get; } = Asset.Script("AbuseProtection", "solve-proof.js");

    public static IReadOnlyList<Asset> All { get; } = [Widget, WidgetStyle, Worker, SolverScript];
}
