using Microsoft.Net.Http.Headers;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Localization;

/// <summary>The language of a page: <c>?lang=</c>, else the best supported language of Accept-Language, else English.</summary>
internal static class PageLanguage
{
    /// <summary>Entries of Accept-Language that are read; further ones are ignored.</summary>
    private const int PreferencesMax = 16;

    public static Texts Of(HttpRequest request) => Texts.Find(request.Query["lang"]) ?? Preferred(request) ?? Texts.English;

    /// <summary>
    /// The language of a response that a program fetches for all its readers, such as a share image or an oEmbed description:
    /// <c>?lang=</c>, else the document's first language, else English. Accept-Language is ignored.
    /// </summary>
    public static Texts ForEverybody(Petition petition, string? asked) =>
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
