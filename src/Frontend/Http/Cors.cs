namespace Petitions.Frontend.Http;

/// <summary>
/// What scripts on pages of every site may read (Fetch, section 3.3, "CORS protocol"). Said in every answer, whoever asks: caches hold one
/// for all, and what ASP.NET has for it says it only to those who name their origin.
/// </summary>
internal static class Cors
{
    private const string Methods = "GET", Headers = "If-None-Match, Last-Event-ID", Readable = "ETag, Link, Retry-After", ADay = "86400";

    /// <summary>The answer may be read, with the headers that a client needs to ask again.</summary>
    public static void Allow(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = Readable;
    }

    /// <summary>Browsers ask beforehand when a script sets a header, such as the one for what it holds already.</summary>
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
