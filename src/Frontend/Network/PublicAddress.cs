using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Network;

/// <summary>
/// Where the public finds this site: what is configured, or what the request says. Links that leave the site, such as those in embed
/// snippets and OpenGraph tags, need it; links inside of it are relative.
/// </summary>
internal sealed class PublicAddress(IOptions<NetworkOptions> options)
{
    private readonly string? _configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>Scheme and host without a slash at the end, such as <c>https://petition.example</c>.</summary>
    public string Of(HttpRequest request) => _configured ?? $"{request.Scheme}://{(request.Host.HasValue ? request.Host : Reached(request))}";

    // Whoever names no host, which HTTP/1.0 allows, has reached one all the same (RFC 9112 section 3.3).
    private static HostString Reached(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        return new HostString(connection.LocalIpAddress?.ToString() ?? "localhost", connection.LocalPort);
    }
}
