using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>
/// Where the public finds this site: what is configured, or what the request says. Links that leave the site, such as those in embed
/// snippets and OpenGraph tags, need it; links inside of it are relative.
/// </summary>
internal sealed class PublicBaseUrl(IOptions<NetworkOptions> options)
{
    // Whoever names no host, which HTTP/1.0 allows, gets links that work where the site runs. Its address behind a proxy is nobody's business.
    private static readonly HostString Nameless = new("localhost");

    private readonly string? _configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>Scheme and host without a slash at the end, such as <c>https://petition.example</c>.</summary>
    public string Of(HttpRequest request) => _configured ?? $"{request.Scheme}://{(request.Host.HasValue ? request.Host : Nameless)}";
}
