using Petitions.Frontend.Counting;
using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Home;

/// <summary><c>GET /</c>: the list of petitions, without rehearsals.</summary>
internal sealed class HomePageEndpoint(IPetitionCatalogue catalogue, PageRenderer pages, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        "/", ConditionalGet.Methods, (RequestDelegate)routes.ServiceProvider.GetRequiredService<HomePageEndpoint>().ShowAsync);

    /// <summary>The page, in the language of the reader.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        var texts = PageLanguage.Of(http.Request);
        var now = time.GetUtcNow();
        var listed = catalogue.Listed
            .Select(petition => new ListedPetition(petition, petition.TextFor(texts.Lang), petition.PhaseAt(now)))
            .ToList();
        http.Response.Headers.CacheControl = CountAnswer.Caching;
        await pages.AnswerAsync<HomePage>(http, texts, new() { [nameof(HomePage.Texts)] = texts, [nameof(HomePage.Petitions)] = listed });
    }
}
