namespace Petitions.Frontend.Http;

/// <summary>
/// Every answer stops browsers from guessing another media type than it names (<c>X-Content-Type-Options: nosniff</c>; Fetch, section 3.6).
/// Only a request that Kestrel cannot read is answered without: 400 with an empty body.
/// </summary>
internal static class ContentSniffing
{
    /// <summary>Middleware around everything that answers.</summary>
    public static void UseNoSniffing(this IApplicationBuilder app) => app.Use(next => http =>
    {
        Forbid(http.Response);
        return next(http);
    });

    /// <summary>Sets the header anew, where headers were cleared.</summary>
    public static void Forbid(HttpResponse response) => response.Headers.XContentTypeOptions = "nosniff";
}
