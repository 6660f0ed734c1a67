using Petitions.Frontend.Assets;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>Files that a form loads when a proof of work is needed.</summary>
internal static class ProofOfWorkAssets
{
    private const string Script = "text/javascript; charset=utf-8";

    /// <summary>ALTCHA's widget, a JavaScript module.</summary>
    public static Asset Widget { get; } = new("AbuseProtection.Altcha", "altcha.min.js", "/assets/", Script);

    /// <summary>The widget's style sheet.</summary>
    public static Asset WidgetStyle { get; } = new("AbuseProtection.Altcha", "altcha.css", "/assets/", "text/css; charset=utf-8");

    /// <summary>The web worker that derives keys.</summary>
    public static Asset Worker { get; } = new("AbuseProtection.Altcha", "pbkdf2.js", "/assets/", Script);

    /// <summary>The script that loads the others and sends the form again.</summary>
    public static Asset SolverScript { get; } = new("AbuseProtection", "solve-proof.js", "/assets/", Script);

    public static IReadOnlyList<Asset> All { get; } = [Widget, WidgetStyle, Worker, SolverScript];
}
