namespace Petitions.Frontend.Http;

/// <summary>
/// Whether a form was sent from our own page. Browsers say where a form comes from (Fetch Metadata, W3C; Origin, RFC 6454); antiforgery
/// tokens would make the page uncacheable. Other clients send neither header; they cannot be abused for cross-site requests.
/// </summary>
internal static class SameOrigin
{
    /// <summary>
    /// False when the form comes from another site. Forms on a page with <c>Referrer-Policy: no-referrer</c> are sent with
    /// <c>Origin: null</c>, as are forms from unknown origins; without Fetch Metadata the two look alike. <paramref name="orNull"/> accepts
    /// both, for addresses that hold a secret and forms that an attacker gains nothing from.
    /// </summary>
    public static bool Allows(HttpRequest request, bool orNull = false)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0) return site.Count == 1 && site[0] is "same-origin" or "none";

        var origin = request.Headers.Origin;
        if (origin.Count == 0) return true;
        if (orNull && origin.Count == 1 && origin[0] == "null") return true;
        return origin.Count == 1
            && Uri.TryCreate(origin[0], UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
