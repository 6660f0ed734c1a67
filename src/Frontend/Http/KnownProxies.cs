using System.Net;
using Microsoft.Extensions.Options;

namespace Petitions.Frontend.Http;

/// <summary>The proxies of <see cref="NetworkOptions.KnownProxies"/>: behind each are many clients.</summary>
internal sealed class KnownProxies
{
    private readonly IReadOnlyList<IPNetwork> _networks;

    public KnownProxies(IOptions<NetworkOptions> options) => NetworkOptions.TryReadNetworks(options.Value.KnownProxies, out _networks);

    /// <summary>True for the address of a proxy; one of IPv4 not in the form of IPv6.</summary>
    public bool Contains(IPAddress address)
    {
        foreach (var network in _networks)
            if (network.Contains(address)) return true;
        return false;
    }
}
