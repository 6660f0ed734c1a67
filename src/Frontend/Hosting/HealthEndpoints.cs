using Petitions.Frontend.Admin;
using Petitions.Frontend.Http;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// <c>/livez</c>: the process answers, do not restart it. <c>/readyz</c>: it can take signatures, send it traffic; otherwise 503 and the
/// reason. Both on public and on admin ports.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly object[] Metadata = [AnsweringPorts.All, ServedWithoutCatalogue.Metadata, new Health()];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var checks = routes.ServiceProvider.GetServices<IReadiness>().ToArray();
        var catalogue = routes.ServiceProvider.GetRequiredService<IPetitionCatalogue>();
        // Whatever else the host checks: without a catalogue every signature is refused.
        string? Missing() => checks.Select(check => check.Missing).FirstOrDefault(missing => missing is not null)
            ?? (catalogue.IsLoaded ? null : CatalogueReadiness.Detail);

        routes.MapMethods("/livez", ConditionalGet.Methods, (RequestDelegate)(http => Say(http, "alive"))).WithMetadata(Metadata);
        routes.MapMethods("/readyz", ConditionalGet.Methods, (RequestDelegate)(http => Missing() is { } missing
            ? Answers.Refuse(http, Problem.Unavailable, missing)
            : Say(http, "ready"))).WithMetadata(Metadata);
    }

    /// <summary>The endpoint is one of these.</summary>
    public static bool Is(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Health>() is not null;

    private static Task Say(HttpContext http, string word)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(word + "\n");
    }

    private sealed class Health;
}
