using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Cryptography;

namespace Petitions.Frontend.AbuseProtection;

/// <summary>The two keys under which an attempt is counted; never 0.</summary>
/// <param name="Address">Key of the IPv4 address or IPv6 /64: typically one household or office.</param>
/// <param name="Network">Key of the IPv4 /24 or IPv6 /48: at least what one customer of a hosting company gets.</param>
internal readonly record struct NetworkKey(ulong Address, ulong Network);

/// <summary>
/// Hashes addresses to keys: SipHash-2-4 (Aumasson and Bernstein 2012) with a random key of this process. No address is stored, and the
/// keys cannot be linked to addresses once the process has ended.
/// </summary>
internal sealed class NetworkKeys
{
    private const ulong Ipv4Address = 32, Ipv4Network = 24, Ipv6Address = 64, Ipv6Network = 48;

    private readonly ulong _key0, _key1;

    public NetworkKeys() : this(RandomNumberGenerator.GetBytes(16))
    {
    }

    /// <param name="key">16 bytes.</param>
    public NetworkKeys(ReadOnlySpan<byte> key) =>
        (_key0, _key1) = (BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));

    /// <summary>The keys of an address; of an IPv6 address only the first 64 bits are used.</summary>
    public NetworkKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            ulong four = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            return new(KeyOf(four, Ipv4Address), KeyOf(four >> 8, Ipv4Network));
        }
        var eight = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return new(KeyOf(eight, Ipv6Address), KeyOf(eight >> 16, Ipv6Network));
    }

    /// <summary>SipHash-2-4 of two words, little-endian.</summary>
    public ulong Hash(ulong first, ulong second)
    {
        var state = new State
        {
            V0 = _key0 ^ 0x736f6d6570736575, V1 = _key1 ^ 0x646f72616e646f6d,
            V2 = _key0 ^ 0x6c7967656e657261, V3 = _key1 ^ 0x7465646279746573,
        };
        state.Absorb(first);
        state.Absorb(second);
        // The last word holds the length, 16 bytes.
        state.Absorb(16UL << 56);
        state.V2 ^= 0xff;
        for (var i = 0; i < 4; i++) state.Round();
        return state.V0 ^ state.V1 ^ state.V2 ^ state.V3;
    }

    // 0 marks an unused entry in AttemptTable.
    private ulong KeyOf(ulong bits, ulong kind) => Hash(bits, kind) is var hash && hash == 0 ? 1 : hash;

    private struct State
    {
        public ulong V0, V1, V2, V3;

        public void Absorb(ulong word)
        {
            V3 ^= word;
            Round();
            Round();
            V0 ^= word;
        }

        public void Round()
        {
            V0 += V1;
            V2 += V3;
            V1 = BitOperations.RotateLeft(V1, 13) ^ V0;
            V3 = BitOperations.RotateLeft(V3, 16) ^ V2;
            V0 = BitOperations.RotateLeft(V0, 32);
            V2 += V1;
            V0 += V3;
            V1 = BitOperations.RotateLeft(V1, 17) ^ V2;
            V3 = BitOperations.RotateLeft(V3, 21) ^ V0;
            V2 = BitOperations.RotateLeft(V2, 32);
        }
    }
}
