using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Petitions.Frontend.Http;

/// <summary>The public address of the site, and whether an address is reached by this machine only.</summary>
public static class SiteAddress
{
    /// <summary>
    /// Reads scheme and host of a site. What is returned is the one form of it: lower case, an international name in punycode (RFC 5891),
    /// no default port and no slash at the end.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? site)
    {
        site = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            || uri is not { PathAndQuery: "/", Fragment: "", UserInfo: "" } || uri.Host.Length == 0) return false;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        site = string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}");
        return true;
    }

    /// <summary>True for <c>localhost</c> and addresses of the loopback interface.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
