using Microsoft.Net.Http.Headers;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Localization;

/// <summary>
/// The language of a page, by the look-up of RFC 4647: the first of <c>?lang=</c> and Accept-Language that exists. A page about a petition
/// is in one of the petition's own languages, since what is signed exists in these only, and its words follow. Any other page is in one of
/// the languages of <see cref="Texts"/>.
/// </summary>
internal static class PageLanguage
{
    /// <summary>Entries of Accept-Language that are read; further ones are ignored.</summary>
    private const int PreferencesMax = 16;

    /// <summary>The words of a page that is about no petition; else English.</summary>
    public static Texts Of(HttpRequest request) => Preferred(request, Texts.Find) ?? Texts.English;

    /// <summary>The words of a page about a petition: in the language of its text, where they exist, else in English.</summary>
    public static Texts Of(HttpRequest request, Petition petition) => Texts.For(TextOf(request, petition).Lang);

    /// <summary>The text of a petition for a reader; else its first.</summary>
    public static PetitionText TextOf(HttpRequest request, Petition petition) =>
        Preferred(request, petition.FindText) ?? petition.Texts[0];

    /// <summary>
    /// The words of what other sites show to all their readers, such as a picture: for the language asked for, else the petition's first.
    /// Accept-Language is ignored: a program fetches it.
    /// </summary>
    public static Texts ForOtherSites(Petition petition, string? asked) => Texts.For(petition.TextFor(asked).Lang);

    private static T? Preferred<T>(HttpRequest request, Func<string?, T?> find) where T : class
    {
        if (request.Query["lang"] is [{ } asked] && find(asked) is { } named) return named;
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var preferences)) return null;

        T? best = null;
        var bestQuality = 0.0;
        foreach (var preference in preferences.Take(PreferencesMax))
        {
            var quality = preference.Quality ?? 1;
            if (quality > bestQuality && find(preference.Value.Value) is { } found) (best, bestQuality) = (found, quality);
        }
        return best;
    }
}
