using SkiaSharp;

namespace Petitions.Frontend.Sharing;

/// <summary>The light colours of the site, equal to those of the style sheet.</summary>
internal static class CardColours
{
    public static readonly SKColor Paper = SKColor.Parse("#fffdf9");
    public static readonly SKColor Ink = SKColor.Parse("#1d2327");
    public static readonly SKColor AccentStrong = SKColor.Parse("#085349");
    public static readonly SKColor OnAccent = SKColor.Parse("#ffffff");
    public static readonly SKColor Tint = SKColor.Parse("#e3efec");

    /// <summary>By their names in the style sheet.</summary>
    public static readonly IReadOnlyDictionary<string, SKColor> ByToken = new Dictionary<string, SKColor>
    {
        ["paper"] = Paper, ["ink"] = Ink, ["accent-strong"] = AccentStrong, ["on-accent"] = OnAccent, ["tint"] = Tint,
    };
}
