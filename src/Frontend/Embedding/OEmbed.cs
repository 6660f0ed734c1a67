using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Embedding;

/// <summary>The oEmbed 1.0 description of a petition, for sites that embed pasted links.</summary>
internal static class OEmbed
{
    /// <summary>How long consumers may cache a description, in seconds: titles rarely change, and the frame loads its own count.</summary>
    public const int CacheSeconds = 3600;

    /// <summary>
    /// The link element for oEmbed discovery on the petition page (oEmbed 1.0, section 4). Written as a raw string: Razor components
    /// escape the plus sign in the type, which WordPress does not decode.
    /// </summary>
    public static string DiscoveryOf(string site, string slug, Texts texts) => DiscoveryOf(site, PageLinks.Petition(slug, texts));

    /// <summary>The link element for another page, such as a frame in one theme.</summary>
    public static string DiscoveryOf(string site, string path)
    {
        var address = $"{site}/oembed?url={Uri.EscapeDataString(site + path)}&format=json";
        return $"""<link rel="alternate" type="application/json+oembed" href="{HtmlEncoder.Default.Encode(address)}">""";
    }

    /// <summary>
    /// Reads slug, language and theme from the address of a petition's page or frame; false for any other address. http and https are
    /// equal, and so are default ports, because people paste what their address bar shows.
    /// </summary>
    public static bool TryReadAddress(string text, string site, out string slug, out string? lang, out string? theme)
    {
        (slug, lang, theme) = ("", null, null);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var page) || page.Scheme is not ("http" or "https")) return false;
        if (!Uri.TryCreate(site, UriKind.Absolute, out var own)) return false;
        if (!string.Equals(page.IdnHost, own.IdnHost, StringComparison.OrdinalIgnoreCase)) return false;
        if (page.Port != own.Port && !(page.IsDefaultPort && own.IsDefaultPort)) return false;

        var parts = page.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not (["p" or "embed", _] or ["p", _, "thanks" or "embed"])) return false;
        slug = Uri.UnescapeDataString(parts[1]);
        var query = QueryHelpers.ParseQuery(page.Query);
        (lang, theme) = (query.GetValueOrDefault("lang"), query.GetValueOrDefault(FrameTheme.Parameter));
        return true;
    }

    /// <summary>The description: an iframe, no larger than the consumer's maximum.</summary>
    public static byte[] Describe(string site, Petition petition, Texts texts, string theme, int? maxWidth, int? maxHeight)
    {
        var width = Math.Min(Snippets.FrameWidth, maxWidth ?? int.MaxValue);
        var height = Math.Min(Snippets.FrameHeightOf(width), maxHeight ?? int.MaxValue);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("version"u8, "1.0"u8);
            json.WriteString("type"u8, "rich"u8);
            json.WriteString("title"u8, petition.TextFor(texts.PageLang).Title);
            json.WriteString("provider_name"u8, texts["Site_Name"]);
            json.WriteString("provider_url"u8, site);
            json.WriteNumber("cache_age"u8, CacheSeconds);
            json.WriteString("html"u8, Snippets.LinkAndFrame(site, petition, texts, theme, width, height));
            json.WriteNumber("width"u8, width);
            json.WriteNumber("height"u8, height);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
