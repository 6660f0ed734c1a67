using Microsoft.Net.Http.Headers;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Localization;

/// <summary>The language of a page: that of <c>?lang=</c>, else the best supported one of Accept-Language, else English.</summary>
internal static class PageLanguage
{
    /// <summary>Entries of Accept-Language that are read; further ones are ignored.</summary>
    private const int PreferencesMax = 16;

    /// <summary>The language for a request.</summary>
    public static Texts Of(HttpRequest request) => Texts.Find(request.Query["lang"]) ?? Preferred(request) ?? Texts.English;

    /// <summary>
    /// The language of what other sites show to all their readers, such as a picture: the one asked for, else the letter's, else English.
    /// Accept-Language is ignored: a program fetches it.
    /// </summary>
    public static Texts ForOtherSites(Petition petition, string? asked) =>
        Texts.Find(asked) ?? Texts.Find(petition.Texts[0].Lang) ?? Texts.English;

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
