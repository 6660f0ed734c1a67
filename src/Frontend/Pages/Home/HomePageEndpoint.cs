using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Home;

/// <summary><c>GET /</c>: the list of petitions with their counts, without rehearsals.</summary>
internal sealed class HomePageEndpoint(IPetitionCatalogue catalogue, PetitionViews views, PageRenderer pages, TimeProvider time)
{
    /// <summary>
    /// Counts on the page: as long as it is read, each is refreshed a few times a second. Petitions further down are listed without one.
    /// </summary>
    public const int CountsMax = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        "/", ConditionalGet.Methods, (RequestDelegate)routes.ServiceProvider.GetRequiredService<HomePageEndpoint>().ShowAsync);

    /// <summary>The page, in the language of the reader; each petition in its own that fits best.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var texts = PageLanguage.Of(http.Request);
        var now = time.GetUtcNow();
        var listed = await Task.WhenAll(catalogue.Listed.OrderBy(petition => RankOf(petition, now))
            .Select((petition, i) => ListedAsync(http.Request, petition, i < CountsMax)));
        http.Response.Headers.CacheControl = CountAnswer.Caching;
        await pages.AnswerAsync<HomePage>(http, texts, new() { [nameof(HomePage.Texts)] = texts, [nameof(HomePage.Petitions)] = listed });
    }

    // What can be signed comes first, then what is over, and what has no count yet last.
    private static int RankOf(Petition petition, DateTimeOffset now) => petition.PhaseAt(now) switch
    {
        PetitionPhase.Open => 0,
        PetitionPhase.Closed => petition.ArchivedAt is null ? 1 : 2,
        _ => 3,
    };

    private async Task<ListedPetition> ListedAsync(HttpRequest request, Petition petition, bool hasCount) => new(
        petition, PageLanguage.TextOf(request, petition), petition.PhaseAt(time.GetUtcNow()),
        hasCount ? await views.CountAsync(petition) : null);
}
