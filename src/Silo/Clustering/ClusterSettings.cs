using System.Net;
using System.Net.Sockets;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Clustering;

/// <summary>Section <c>Petition:Cluster</c>: how silos find one another.</summary>
internal sealed record ClusterSettings
{
    /// <summary>One silo per database, reachable on this machine only; or several, which find one another in the PostgreSQL they share.</summary>
    public required bool IsShared { get; init; }

    /// <summary>Where this silo is reached by other silos and by front ends of their own; loopback or a private address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port between silos; null takes 11111 or a free one.</summary>
    public required int? SiloPort { get; init; }

    /// <summary>Port for front ends that are processes of their own; null takes 30000 or a free one.</summary>
    public required int? GatewayPort { get; init; }

    /// <exception cref="StartupException">The address cannot be used.</exception>
    public static IPAddress ReadAddress(string? text)
    {
        if (text is null) return IPAddress.Loopback;
        if (!IPAddress.TryParse(text, out var address))
            throw new StartupException($"Petition__Cluster__Address is '{text}': write the IP address by which other silos reach this one.");
        if (!IsPrivate(address))
            throw new StartupException($"Petition__Cluster__Address is {text}, which is not a private address: names cross these ports unencrypted, so write a private one (10.…, 172.16.… to 172.31.…, 192.168.…, fd…) or loopback.");
        return address;
    }

    // RFC 1918, RFC 4193, and link-local addresses, which no router passes on.
    private static bool IsPrivate(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal;
        return address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..];
    }
}
