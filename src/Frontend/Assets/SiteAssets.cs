using Petitions.Frontend.AbuseProtection;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Assets;

/// <summary>Every file that pages and other people's pages load, and how it is served.</summary>
internal static class SiteAssets
{
    private const string ForEver = "public, max-age=31536000, immutable";

    // Whoever names no version gets a new one within the hour, and an old one rather than none.
    private const string ForAnHour = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800";

    private const string Css = "text/css; charset=utf-8";

    private const string Script = "text/javascript; charset=utf-8";

    /// <summary>The style of all pages.</summary>
    public static Asset Style { get; } = new("Pages.Layout", "petition.css", "/assets/", Css);

    /// <summary>The style of what stands in other people's frames.</summary>
    public static Asset FrameStyle { get; } = new("Embedding", "frame.css", "/assets/", Css);

    /// <summary>Copies snippets.</summary>
    public static Asset Copying { get; } = new("Embedding", "copy-snippet.js", "/assets/", Script);

    /// <summary>Sends the form of the signing page.</summary>
    public static Asset SignForm { get; } = new("Pages.Form", "sign-form.js", "/assets/", Script);

    /// <summary>Shows the receipt on the page that thanks.</summary>
    public static Asset Thanks { get; } = new("Pages.Thanks", "thanks.js", "/assets/", Script);

    /// <summary>The counter, on our pages and on others.</summary>
    public static Asset Counter { get; } = new("Embedding", "petition-counter.js", "/widgets/", Script);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in (Asset[])[Style, FrameStyle, Copying, SignForm, Thanks, .. ProofOfWorkAssets.All])
            Map(routes, asset.Path, http => Answer(http, asset, ForEver));
        Map(routes, Counter.Path, http => AnswerAnybody(http, Counter, ForEver));
        Map(routes, Counter.StablePath, http => AnswerAnybody(http, Counter, ForAnHour));
    }

    private static void Map(IEndpointRouteBuilder routes, string path, RequestDelegate answer) =>
        routes.MapMethods(path, ConditionalGet.Methods, answer).WithMetadata(UnreadCatalogueAnswer.Served);

    // Also for pages that load it with CORS, which integrity needs, or that only take what allows to be embedded (Fetch, COEP and CORP).
    private static Task AnswerAnybody(HttpContext http, Asset asset, string caching)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Answer(http, asset, caching);
    }

    private static Task Answer(HttpContext http, Asset asset, string caching)
    {
        var coding = ContentCodings.Wanted(http.Request.Headers.AcceptEncoding);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = "Accept-Encoding";
        headers.ContentEncoding = coding.Name();
        return ConditionalGet.Answer(http, asset.In(coding), asset.Type, asset.ETag, caching);
    }
}
