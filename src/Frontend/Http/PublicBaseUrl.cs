using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>
/// The public address of this site, for links that leave it, as in embed snippets and OpenGraph tags; links within the site are relative.
/// It is the configured one. Without one the program is reached from this machine only, and it is the address of the connection: pages are
/// cached, so nothing that a client writes freely may be in them, as a Host header or a forwarded scheme: of the host only which of three
/// names of this machine it is.
/// </summary>
internal sealed class PublicBaseUrl(IOptions<NetworkOptions> options)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly string? _configured = SiteAddress.TryParse(options.Value.PublicUrl, out var site) ? site : null;

    /// <summary>The configured address without a slash at the end; null without one.</summary>
    public string? Configured => _configured;

    /// <summary>Scheme and host without a slash at the end, such as <c>https://petition.example</c>.</summary>
    public string Of(HttpRequest request) => _configured ?? $"{request.Scheme}://{OwnHost(request)}";

    /// <summary>The address of a path, for admins: in full where the public address is configured, else the path.</summary>
    public string InFull(string path) => _configured + path;

    // The name that the client uses, so that its links stay on the same site.
    private static string OwnHost(HttpRequest request)
    {
        var port = request.HttpContext.Connection.LocalPort;
        var name = OwnNames.FirstOrDefault(own => own == request.Host.Host) ?? OwnNames[0];
        return port > 0 ? new HostString(name, port).Value! : name;
    }
}
