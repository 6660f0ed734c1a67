using Petitions.Frontend.Http;

namespace Petitions.Frontend.Assets;

/// <summary>How the files are served that pages load. Each room maps its own.</summary>
internal static class AssetEndpoints
{
    private const string ForEver = "public, max-age=31536000, immutable";

    // An address without a version gets a new version within an hour, and an old version rather than none.
    private const string ForAnHour = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800";

    /// <summary>A file of our own pages, at the address of its content.</summary>
    public static void MapAsset(this IEndpointRouteBuilder routes, Asset asset) =>
        Map(routes, asset.Path, http => Answer(http, asset, ForEver));

    /// <summary>
    /// A file of a page that other sites frame, at the address of its content. In a sandboxed frame the page has an origin of its own, so
    /// this site is another one to it.
    /// </summary>
    public static void MapFrameAsset(this IEndpointRouteBuilder routes, Asset asset) =>
        Map(routes, asset.Path, http => AnswerFrame(http, asset, ForEver));

    /// <summary>A file that pages of other sites load, too: at the address of its content, and at one that never changes.</summary>
    public static void MapSharedAsset(this IEndpointRouteBuilder routes, Asset asset)
    {
        Map(routes, asset.Path, http => AnswerAnySite(http, asset, ForEver));
        Map(routes, asset.StablePath, http => AnswerAnySite(http, asset, ForAnHour));
        Cors.MapPreflight(routes, asset.Path);
        Cors.MapPreflight(routes, asset.StablePath);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, RequestDelegate answer) =>
        routes.MapMethods(path, ConditionalGet.Methods, answer).WithMetadata(ServedWithoutCatalogue.Metadata);

    // CORS for modules and for pages that check its integrity.
    private static Task AnswerAnySite(HttpContext http, Asset asset, string caching)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return AnswerFrame(http, asset, caching);
    }

    // Pages that isolate themselves load nothing from another site without this header (Fetch, COEP and CORP).
    private static Task AnswerFrame(HttpContext http, Asset asset, string caching)
    {
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Answer(http, asset, caching);
    }

    private static Task Answer(HttpContext http, Asset asset, string caching)
    {
        var coding = ContentCodings.Wanted(http.Request.Headers.AcceptEncoding);
        var headers = http.Response.Headers;
        headers.Vary = "Accept-Encoding";
        headers.ContentEncoding = coding.Name();
        return ConditionalGet.Answer(http, asset.In(coding), asset.Type, asset.ETag, caching);
    }
}
