using Microsoft.Net.Http.Headers;

namespace Petitions.Frontend.Pages;

/// <summary>The language of a page: asked for with <c>?lang=</c>, else the best of Accept-Language that we speak, else English.</summary>
internal static class PageLanguage
{
    /// <summary>Entries of Accept-Language that are looked at.</summary>
    private const int PreferencesMax = 16;

    public static Texts Of(HttpRequest request) => Texts.Find(request.Query["lang"]) ?? Preferred(request) ?? Texts.English;

    private static Texts? Preferred(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var preferences)) return null;

        Texts? best = null;
        var bestQuality = 0.0;
        foreach (var preference in preferences.Take(PreferencesMax))
        {
            var quality = preference.Quality ?? 1;
            var dash = preference.Value.IndexOf('-');
            var language = dash < 0 ? preference.Value : preference.Value.Subsegment(0, dash);
            if (quality > bestQuality && Texts.Find(language.Value) is { } texts) (best, bestQuality) = (texts, quality);
        }
        return best;
    }
}
