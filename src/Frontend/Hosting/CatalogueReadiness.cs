using Petitions.Frontend.Admin;
using Petitions.Frontend.Http;
using Petitions.Frontend.SignerPages;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Until the catalogue has been read for the first time, this process does not know which petitions exist. Every endpoint without
/// <see cref="ServedWithoutCatalogue"/> answers 503 until then, for known and unknown names alike: after a 404 or an empty list programs
/// would give up. Afterwards it costs the read of a flag.
/// </summary>
internal static class CatalogueReadiness
{
    /// <summary>What clients are told.</summary>
    public const string Detail =
        "This server has not read the petitions yet, and this call stored nothing. Send it again after the seconds in Retry-After.";

    /// <summary>To be called after routing: an unknown address stays 404 and a wrong method 405.</summary>
    public static void UseCatalogueReadiness(this IApplicationBuilder app)
    {
        var catalogue = app.ApplicationServices.GetRequiredService<IPetitionCatalogue>();
        app.Use(next => http => catalogue.IsLoaded
            || http.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<ServedWithoutCatalogue>() is not null
                ? next(http) : RefuseAsync(http, endpoint));
    }

    private static Task RefuseAsync(HttpContext http, RouteEndpoint endpoint)
    {
        // Counters on pages of other sites must be able to read the status. Admin calls are not for them.
        if (endpoint.Metadata.GetMetadata<AnsweringPorts>() != AnsweringPorts.Admin)
        {
            Cors.Allow(http.Response.Headers);
            http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
        var style = ProblemStyle.Of(http);
        // The address of a page may hold the token of a signer.
        if (style is IProblemPages) SignerPageRenderer.SetHead(http.Response);
        return style.RefuseAsync(http, Problem.Unavailable, Detail);
    }
}
