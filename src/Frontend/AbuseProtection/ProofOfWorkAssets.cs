using Petitions.Frontend.Assets;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>What forms load that are asked for a proof.</summary>
internal static class ProofOfWorkAssets
{
    private const string Script = "text/javascript; charset=utf-8";

    /// <summary>ALTCHA's widget, a module.</summary>
    public static Asset Widget { get; } = new("AbuseProtection.Altcha", "altcha.min.js", "/assets/", Script);

    /// <summary>Its style.</summary>
    public static Asset WidgetStyle { get; } = new("AbuseProtection.Altcha", "altcha.css", "/assets/", "text/css; charset=utf-8");

    /// <summary>What works, in threads of the browser.</summary>
    public static Asset Worker { get; } = new("AbuseProtection.Altcha", "pbkdf2.js", "/assets/", Script);

    /// <summary>Brings them.</summary>
    public static Asset SolverScript { get; } = new("AbuseProtection", "solve-proof.js", "/assets/", Script);

    public static IReadOnlyList<Asset> All { get; } = [Widget, WidgetStyle, Worker, SolverScript];
}
