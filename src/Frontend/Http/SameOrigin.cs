namespace Petitions.Frontend.Http;

/// <summary>
/// Whether a form comes from our own page. Instead of antiforgery tokens, which would make the page uncacheable: browsers say where a
/// form comes from (Fetch Metadata, W3C; Origin, RFC 6454). What is no browser says nothing, and nobody is tricked into using it.
/// </summary>
internal static class SameOrigin
{
    /// <summary>
    /// False when the form comes from elsewhere. A page that was sent with <c>Referrer-Policy: no-referrer</c> has its forms come with
    /// <c>Origin: null</c>, which a browser that knows no Fetch Metadata cannot be told from a stranger by; <paramref name="orNull"/> takes
    /// it, for addresses that hold a secret or forms that nobody gains from sending in another's name.
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
