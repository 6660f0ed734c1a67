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

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPetition(
            ConditionalGet.Methods, "/p/{slug}/thanks", routes.ServiceProvider.GetRequiredService<ThanksPageEndpoint>().ShowAsync);
        routes.MapPetition(ConditionalGet.Methods, "/p/{slug}/thanks/forget", Forget);
    }

    /// <summary>
    /// <c>GET /p/{slug}/thanks/forget</c>: an empty answer that makes the browser forget the filled-in form, in its cache and in its
    /// back/forward cache (Clear Site Data, W3C). The page asks for it where no script empties the form; after it was shown, because only
    /// then the form is in that cache. Pages of other sites cannot use it.
    /// </summary>
    public static Task Forget(HttpContext http, Petition petition)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Headers["Sec-Fetch-Site"] == "same-origin") http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Task.CompletedTask;
    }

    /// <summary>The page; no cache keeps it. Where no script updates the count, it waits up to 2 s for one that includes the
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
