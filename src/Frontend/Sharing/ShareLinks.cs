namespace Petitions.Frontend.Sharing;

/// <summary>
/// Links that share a petition by mail or on a network. They are plain links: no script, image or counter tells a network who reads or
/// signs.
/// </summary>
internal static class ShareLinks
{
    /// <summary>The links, mail first.</summary>
    /// <param name="title">The title of the letter.</param>
    /// <param name="words">A sentence about the letter.</param>
    /// <param name="address">The URL of the petition.</param>
    public static IEnumerable<ShareLink> Of(string title, string words, string address)
    {
        var (link, text, both) = (Uri.EscapeDataString(address), Uri.EscapeDataString(title), Uri.EscapeDataString($"{title} {address}"));
        // Line breaks are CR LF (RFC 6068 section 5).
        yield return new(null, $"mailto:?subject={text}&body={Uri.EscapeDataString($"{words}\r\n\r\n{address}\r\n")}");
        yield return new("WhatsApp", $"https://wa.me/?text={both}");
        yield return new("Telegram", $"https://t.me/share/url?url={link}&text={text}");
        yield return new("Bluesky", $"https://bsky.app/intent/compose?text={both}");
        yield return new("Facebook", $"https://www.facebook.com/sharer/sharer.php?u={link}");
    }
}

/// <summary>A link that shares the petition.</summary>
/// <param name="Name">Name of the network; null for mail, whose name is translated.</param>
/// <param name="Href">Its target.</param>
internal sealed record ShareLink(string? Name, string Href)
{
    /// <summary>It leads to another site, which gets no referrer.</summary>
    public bool LeavesSite => Name is not null;
}
