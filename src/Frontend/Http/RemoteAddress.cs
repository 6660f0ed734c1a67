using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>The address that limits per address count: the peer of the connection, or the client that a known proxy names.</summary>
internal sealed class RemoteAddress(IOptions<NetworkOptions> options)
{
    private const int Ipv6PrefixBytes = 8;

    private readonly bool _loopbackToo = options.Value.Loopback;

    /// <summary>
    /// The address to count: an IPv4 address, or the /64 of an IPv6 address, which one household gets. Null when no limit applies: the call
    /// comes from this machine and was not forwarded.
    /// </summary>
    public IPAddress? ToLimit(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return null;
        if (!_loopbackToo && IPAddress.IsLoopback(address)
            && !http.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName))
            return null;
        return ToCount(address);
    }

    /// <summary>What counts as one address: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public static IPAddress ToCount(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6) return address;

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[Ipv6PrefixBytes..].Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Trusts the forwarded headers of known proxies, for one hop.</summary>
    public static void Trust(ForwardedHeadersOptions forwarded, NetworkOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = 1;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        if (!NetworkOptions.TryReadNetworks(options.KnownProxies, out var networks)) return;
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
    }
}
