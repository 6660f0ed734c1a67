using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Http;

/// <summary>Content codings (RFC 9110 section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>Not compressed.</summary>
    Identity,

    /// <summary><c>gzip</c>, which every client supports.</summary>
    Gzip,

    /// <summary><c>br</c>, the smallest result.</summary>
    Brotli,
}

/// <summary>Chooses a coding by Accept-Encoding.</summary>
internal static class ContentCodings
{
    /// <summary>Entries of Accept-Encoding that are considered.</summary>
    private const int PreferencesMax = 16;

    /// <summary>
    /// The supported coding with the highest quality; of two equal ones brotli, which is smaller. No compression without the header, or when it
    /// is malformed.
    /// </summary>
    public static ContentCoding Wanted(StringValues acceptEncoding)
    {
        var (brotli, gzip) = Qualities(acceptEncoding);
        if (brotli > 0 && brotli >= gzip) return ContentCoding.Brotli;
        return gzip > 0 ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    /// <summary>The client accepts gzip. For content that is compressed in one form only.</summary>
    public static bool TakesGzip(StringValues acceptEncoding) => Qualities(acceptEncoding).Gzip > 0;

    /// <summary>The value of Content-Encoding; null without compression.</summary>
    public static string? Name(this ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        _ => null,
    };

    private static (double Brotli, double Gzip) Qualities(StringValues acceptEncoding)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var preferences)) return (0, 0);

        double? brotli = null, gzip = null, others = null;
        foreach (var preference in preferences.Take(PreferencesMax))
        {
            var quality = preference.Quality ?? 1;
            if (Is(preference, "br")) brotli = quality;
            else if (Is(preference, "gzip") || Is(preference, "x-gzip")) gzip = quality;
            else if (Is(preference, "*")) others = quality;
        }
        return (brotli ?? others ?? 0, gzip ?? others ?? 0);
    }

    private static bool Is(StringWithQualityHeaderValue preference, string name) =>
        preference.Value.Equals(name, StringComparison.OrdinalIgnoreCase);
}
