using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Petitions.Frontend.Hosting;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// The configured gateways, <c>address:port</c> or <c>name:port</c> each. A name may stand for several silos and for others tomorrow, so it
/// is resolved again and again; one that cannot be resolved keeps its last addresses.
/// </summary>
internal sealed class GatewaySeeds
{
    private static readonly TimeSpan ResolveWithin = TimeSpan.FromSeconds(2);

    private readonly ImmutableArray<(string Host, int Port)> _seeds;
    private readonly Dictionary<string, IPAddress[]> _resolved = new(StringComparer.OrdinalIgnoreCase);

    private GatewaySeeds(ImmutableArray<(string Host, int Port)> seeds) => _seeds = seeds;

    /// <exception cref="StartupException">An entry cannot be read, or there is none.</exception>
    public static GatewaySeeds Parse(string list)
    {
        var seeds = list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            TryParse(text, out var seed) ? seed : throw new StartupException(
                $"Petition__Cluster__Gateways has '{text}': write address:port or name:port of each silo's gateway, such as"
                + " 127.0.0.1:30000, separated by semicolons.")).ToImmutableArray();
        return !seeds.IsEmpty ? new(seeds) : throw new StartupException(
            "Petition__Cluster__Gateways is empty: write address:port of each silo's gateway, or leave it out.");
    }

    /// <summary>The addresses now, and the names that have none; takes at most 2 s. One call at a time.</summary>
    public async Task<(ImmutableArray<IPEndPoint> Gateways, ImmutableArray<string> Unresolved)> ResolveAsync(CancellationToken cancel)
    {
        var names = _seeds.Select(seed => seed.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var found = await Task.WhenAll(names.Select(name => ResolveAsync(name, cancel)));
        foreach (var (name, addresses) in names.Zip(found))
        {
            if (addresses.Length > 0) _resolved[name] = addresses;
        }
        return (
            [.. _seeds.SelectMany(seed => _resolved.GetValueOrDefault(seed.Host, [])
                .Select(address => new IPEndPoint(address, seed.Port)))],
            [.. names.Where(name => !_resolved.ContainsKey(name))]);
    }

    private static async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancel)
    {
        if (IPAddress.TryParse(name, out var address)) return [address];
        try
        {
            return await Dns.GetHostAddressesAsync(name, cancel).WaitAsync(ResolveWithin, cancel);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return [];
        }
    }

    private static bool TryParse(string text, out (string Host, int Port) seed)
    {
        seed = default;
        if (IPEndPoint.TryParse(text, out var gateway))
        {
            seed = (gateway.Address.ToString(), gateway.Port);
            return gateway.Port > 0;
        }
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || Uri.CheckHostName(text[..colon]) != UriHostNameType.Dns) return false;
        var isPort = ushort.TryParse(text[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var port) && port > 0;
        seed = (text[..colon], port);
        return isPort;
    }
}
