using Petitions.Frontend.Http;
using Petitions.Frontend.Localization;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Pages.Thanks;

/// <summary>
/// <c>GET /p/{slug}/thanks</c>: the page after signing, the same for everybody. It thanks at the address that <see cref="ThanksAddress"/>
/// made, and only there.
/// </summary>
internal sealed class ThanksPageEndpoint(PetitionViews views, ThanksAddress address, PageRenderer pages)
{
    /// <summary>
    /// A count read so much later includes a signature: silos report what they committed every 100 ms, and the clocks of processes differ
    /// a little.
    /// </summary>
    private static readonly TimeSpan CountedWithin = TimeSpan.FromMilliseconds(300);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPetition(
        ConditionalGet.Methods, "/p/{slug}/thanks", routes.ServiceProvider.GetRequiredService<ThanksPageEndpoint>().ShowAsync);

    /// <summary>The page; no cache keeps it. Where no script updates the count, it waits up to 1 s for one that includes the
    /// signature.</summary>
    public async Task ShowAsync(HttpContext http, Petition petition)
    {
        var texts = PageLanguage.Of(http.Request, petition);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var mark = http.Request.Query[ThanksAddress.MarkParameter].ToString();
        var signedAt = address.SignedAt(petition, mark);
        var isLive = http.Request.Query[ThanksAddress.CountParameter] == "live";
        var view = await views.OfAsync(http.Request, petition, texts, countedSince: isLive ? null : signedAt + CountedWithin);
        await pages.AnswerAsync<ThanksPage>(http, texts, new()
        {
            [nameof(ThanksPage.View)] = view,
            [nameof(ThanksPage.Mark)] = signedAt is null ? null : mark,
        });
    }
}
