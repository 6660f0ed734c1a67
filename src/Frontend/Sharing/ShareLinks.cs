namespace Petitions.Frontend.Sharing;

/// <summary>
/// Addresses at which a link can be passed on. They are addresses and nothing else: no script, no picture and no number that would tell
/// a network who has signed.
/// </summary>
internal static class ShareLinks
{
    /// <summary>The ways, mail first.</summary>
    /// <param name="title">What the letter asks.</param>
    /// <param name="words">A sentence about it.</param>
    /// <param name="address">Where it can be signed.</param>
    public static IEnumerable<ShareLink> Of(string title, string words, string address)
    {
        var (link, text, both) = (Uri.EscapeDataString(address), Uri.EscapeDataString(title), Uri.EscapeDataString($"{title} {address}"));
        // Lines of a mail end with CR LF (RFC 6068 section 5).
        yield return new(null, $"mailto:?subject={text}&body={Uri.EscapeDataString($"{words}\r\n\r\n{address}\r\n")}");
        yield return new("WhatsApp", $"https://wa.me/?text={both}");
        yield return new("Telegram", $"https://t.me/share/url?url={link}&text={text}");
        yield return new("Bluesky", $"https://bsky.app/intent/compose?text={both}");
        yield return new("Facebook", $"https://www.facebook.com/sharer/sharer.php?u={link}");
    }
}

/// <summary>One way to pass a link on.</summary>
/// <param name="Name">Name of the network; null for mail, which has another name in each language.</param>
/// <param name="Href">Where it leads.</param>
internal sealed record ShareLink(string? Name, string Href)
{
    /// <summary>It leads to another site, which shall learn nothing about where the reader comes from.</summary>
    public bool LeavesSite => Name is not null;
}
