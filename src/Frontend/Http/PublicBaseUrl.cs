using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>
/// The public address of this site: the configured one, else that of the request. For links that leave the site, as in embed snippets and
/// OpenGraph tags; links within the site are relative.
/// </summary>
internal sealed class PublicBaseUrl(IOptions<NetworkOptions> options)
{
    // HTTP/1.0 allows requests without a host. The server's own address is not shown: it may be behind a proxy.
    private static readonly HostString WithoutHost = new("localhost");

    private readonly string? _configured = options.Value.PublicUrl?.TrimEnd('/');

    /// <summary>Scheme and host without a slash at the end, such as <c>https://petition.example</c>.</summary>
    public string Of(HttpRequest request) => _configured ?? $"{request.Scheme}://{(request.Host.HasValue ? request.Host : WithoutHost)}";
}
