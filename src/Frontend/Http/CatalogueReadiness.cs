using Petitions.Frontend.Admin;
using Petitions.Frontend.Embedding;
using Petitions.Frontend.Pages.Layout;
using Petitions.Frontend.SignerPages;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Http;

/// <summary>
/// Until the catalogue was read for the first time, nobody can say here which petitions there are. Every address that depends on it
/// answers 503 then, for good and for wrong names alike: after a 404 or an empty list, programs would give up. In one place for all
/// addresses, those of tomorrow too; once the catalogue is read, it costs a look at a flag.
/// </summary>
internal static class CatalogueReadiness
{
    /// <summary>What clients are told.</summary>
    public const string Detail = "This server has not read the petitions yet, and this call stored nothing. Send it again after the seconds in Retry-After.";

    /// <summary>To be called after routing, because an address or a method that is none stays one.</summary>
    public static void UseCatalogueReadiness(this IApplicationBuilder app)
    {
        var catalogue = app.ApplicationServices.GetRequiredService<IPetitionCatalogue>();
        var pages = app.ApplicationServices.GetRequiredService<PageRenderer>();
        app.Use(next => http => catalogue.IsLoaded || http.GetEndpoint() is not RouteEndpoint endpoint
            ? next(http)
            : AnswerAsync(http, endpoint.Metadata.GetMetadata<UnreadCatalogueAnswer>(), next, pages));
    }

    private static Task AnswerAsync(HttpContext http, UnreadCatalogueAnswer? how, RequestDelegate next, PageRenderer pages)
    {
        if (how == UnreadCatalogueAnswer.Served) return next(http);

        // Counters on pages of other sites must see that it passes; it says nothing about anybody. Staff's calls are nobody else's affair.
        var headers = http.Response.Headers;
        if (!http.Request.Path.StartsWithSegments(AdminPortFilter.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            Cors.Allow(headers);
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
        if (how == UnreadCatalogueAnswer.Problem || http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return Answers.Refuse(http, Problem.Unavailable, Detail);
        if (how == UnreadCatalogueAnswer.Frame)
        {
            EmbedEndpoints.SetHead(headers);
            return FrameNotice.AnswerAsync(http, pages, Problem.Unavailable);
        }

        // The address may be somebody's key to their own page.
        SignerPageRenderer.SetHead(http.Response);
        return pages.RefuseAsync(http, Problem.Unavailable);
    }
}
