using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Http;

/// <summary>How the bytes of an asset are compressed on the way (RFC 9110 section 8.4.1).</summary>
internal enum ContentCoding
{
    /// <summary>Not at all.</summary>
    Identity,

    /// <summary><c>gzip</c>, which everything reads.</summary>
    Gzip,

    /// <summary><c>br</c>, the smallest.</summary>
    Brotli,
}

/// <summary>Which coding a client wants.</summary>
internal static class ContentCodings
{
    /// <summary>Entries of Accept-Encoding that are looked at.</summary>
    private const int PreferencesMax = 16;

    /// <summary>
    /// The best of Accept-Encoding that we have; of two that are as welcome, the smaller. Without the header, or where it cannot be read,
    /// the plain bytes, which nobody has to understand anything for.
    /// </summary>
    public static ContentCoding Wanted(StringValues acceptEncoding)
    {
        var (brotli, gzip) = Qualities(acceptEncoding);
        if (brotli > 0 && brotli >= gzip) return ContentCoding.Brotli;
        return gzip > 0 ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    /// <summary>For what is there in one compressed form only.</summary>
    public static bool TakesGzip(StringValues acceptEncoding) => Qualities(acceptEncoding).Gzip > 0;

    /// <summary>What Content-Encoding says; null for the plain bytes.</summary>
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
