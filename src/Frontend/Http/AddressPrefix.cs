using System.Net;
using System.Net.Sockets;

namespace Petitions.Frontend.Http;

/// <summary>What counts as one client: an IPv4 address, and of IPv6, where everybody has many addresses, their common beginning.</summary>
internal static class AddressPrefix
{
    private const int HouseholdBytes = 8, NetworkBytes = 6;

    /// <summary>An IPv4 address, or the /64 of an IPv6 address, which one household gets.</summary>
    public static IPAddress Household(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Cut(address, HouseholdBytes) : address;
    }

    /// <summary>The /48 of an IPv6 address, which one customer of a hosting company gets; null for IPv4.</summary>
    public static IPAddress? Network(IPAddress? address) =>
        address?.AddressFamily == AddressFamily.InterNetworkV6 ? Cut(address, NetworkBytes) : null;

    private static IPAddress Cut(IPAddress address, int prefixBytes)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[prefixBytes..].Clear();
        return new IPAddress(bytes);
    }
}
