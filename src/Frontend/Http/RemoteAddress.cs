using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>The address that limits per address count: the peer of the connection, or the client that a known proxy names.</summary>
internal sealed partial class RemoteAddress
{
    private readonly bool _loopbackToo, _isLoopbackDecided;
    private readonly KnownProxies _proxies;
    private readonly ILogger<RemoteAddress> _log;
    private int _isSaid;

    public RemoteAddress(IOptions<NetworkOptions> options, KnownProxies proxies, ILogger<RemoteAddress> log)
    {
        (_proxies, _log) = (proxies, log);
        _isLoopbackDecided = options.Value.Loopback is not null;
        _loopbackToo = options.Value.Loopback ?? options.Value.IsPublic;
    }

    /// <summary>
    /// The address to count (<see cref="AddressPrefix.Household"/>). Null when no limit applies: the call
    /// comes from this machine, was not forwarded, and the site has no public address.
    /// </summary>
    public IPAddress? ToLimit(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (!http.Request.Headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName))
        {
            var isOwn = IPAddress.IsLoopback(address);
            if (isOwn && !_loopbackToo) return null;
            SayOnceIfProxy(address, isOwn);
        }
        return AddressPrefix.Household(address);
    }

    /// <summary>
    /// Trusts the header of known proxies that names the client, for one hop. The forwarded scheme is not read: the public address is a
    /// setting.
    /// </summary>
    public static void Trust(ForwardedHeadersOptions forwarded, NetworkOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        forwarded.ForwardLimit = 1;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        if (!NetworkOptions.TryReadNetworks(options.KnownProxies, out var networks)) return;
        foreach (var network in networks) forwarded.KnownIPNetworks.Add(network);
    }

    // Everybody behind a silent proxy shares one limit. Where somebody has decided about this machine, it is meant.
    private void SayOnceIfProxy(IPAddress address, bool isOwn)
    {
        if (Volatile.Read(ref _isSaid) != 0 || isOwn && _isLoopbackDecided || !_proxies.Contains(address)) return;
        if (Interlocked.Exchange(ref _isSaid, 1) == 0) LogSilentProxy();
    }

    [LoggerMessage(LogLevel.Warning,
        "A call came from a proxy of Petition__Limits__KnownProxies without X-Forwarded-For: all clients behind it share the limits of one"
        + " address. Make the proxy send the header. Calls from this machine are not limited with Petition__Limits__Loopback=false.")]
    private partial void LogSilentProxy();
}
