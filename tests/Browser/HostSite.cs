using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Petitions.Tests.Browser;

/// <summary>Another site with one page that embeds the counter, with its own host, policy and style sheet.</summary>
internal sealed class HostSite : IAsyncDisposable
{
    private readonly WebApplication _server;

    private HostSite(WebApplication server, Uri address) => (_server, Address) = (server, address);

    /// <summary>Address of its page.</summary>
    public Uri Address { get; }

    /// <param name="body">The content of its page.</param>
    /// <param name="policy">Its Content-Security-Policy; null for none.</param>
    /// <param name="css">Its style sheet.</param>
    /// <param name="isIsolated">It loads only what allows it (Cross-Origin-Embedder-Policy).</param>
    public static async Task<HostSite> StartAsync(string body, string? policy = null, string css = "", bool isIsolated = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        var port = FreePort.Next();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var server = builder.Build();
        var page = $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>A campaign</title><link rel="icon" href="data:,">
            <link rel="stylesheet" href="/host.css"></head>
            <body><main><h1>A campaign</h1>{body}</main></body></html>
            """;
        server.Run(http =>
        {
            var isStyle = http.Request.Path == "/host.css";
            http.Response.ContentType = isStyle ? "text/css" : "text/html; charset=utf-8";
            if (policy is not null) http.Response.Headers.ContentSecurityPolicy = policy;
            if (isIsolated) http.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
            return http.Response.WriteAsync(isStyle ? css : page);
        });
        await server.StartAsync();
        // localhost, while the program is 127.0.0.1: a different site.
        return new(server, new Uri($"http://localhost:{port}/"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
