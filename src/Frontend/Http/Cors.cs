namespace Petitions.Frontend.Http;

/// <summary>
/// Lets scripts on all sites read an answer (Fetch, section 3.3, "CORS protocol"). The headers are in every answer, with or without an
/// Origin header, because a cache stores one answer for all; the CORS middleware of ASP.NET adds them only for an Origin.
/// </summary>
internal static class Cors
{
    private const string Methods = "GET", Readable = "ETag, Link, Retry-After", ADay = "86400";

    // Libraries add headers of their own to every request, such as for tracing: none is refused. Browsers older than the asterisk (Safari
    // before 15.4) find the usual ones by name.
    private const string Headers = "*, If-None-Match, Last-Event-ID, Cache-Control, Content-Type, X-Requested-With";

    /// <summary>The answer may be read, with the headers that a client needs for the next request.</summary>
    public static void Allow(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = Readable;
    }

    /// <summary>
    /// Answers the preflight that browsers send when a script sets a header such as If-None-Match. Every address whose answers other sites
    /// may read has one.
    /// </summary>
    public static void MapPreflight(IEndpointRouteBuilder routes, string address) =>
        routes.MapMethods(address, [HttpMethods.Options], (RequestDelegate)AnswerPreflight).WithMetadata(ServedWithoutCatalogue.Metadata);

    private static Task AnswerPreflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = Headers;
        headers.AccessControlMaxAge = ADay;
        return Task.CompletedTask;
    }
}
