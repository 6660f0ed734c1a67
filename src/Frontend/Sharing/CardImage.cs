using Petitions.Frontend.Http;

namespace Petitions.Frontend.Sharing;

/// <summary>The image of a shared link as it is sent. Immutable; every reader gets the same bytes.</summary>
internal sealed class CardImage(byte[] png, CardContent content)
{
    /// <summary>The PNG.</summary>
    public byte[] Png { get; } = png;

    /// <summary>What it shows.</summary>
    public CardContent Content { get; } = content;

    /// <summary>Strong entity tag.</summary>
    public string ETag { get; } = EntityTag.Strong(png);
}
