namespace Petitions.Frontend;

/// <summary>
/// <c>/livez</c>: the process answers, do not restart it. <c>/readyz</c>: it can take signatures, send it traffic; otherwise 503 and the
/// reason. Both on public and on staff ports.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var readiness = routes.ServiceProvider.GetRequiredService<IReadiness>();
        routes.MapMethods("/livez", Reading.Methods, (RequestDelegate)(http => Say(http, "alive")));
        routes.MapMethods("/readyz", Reading.Methods, (RequestDelegate)(http => readiness.Missing is { } missing
            ? Answers.Refuse(http, Problem.Unavailable, missing)
            : Say(http, "ready")));
    }

    private static Task Say(HttpContext http, string word)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(word + "\n");
    }
}
