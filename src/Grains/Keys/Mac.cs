using System.Security.Cryptography;

namespace Petitions.Grains.Keys;

/// <summary>
/// HMAC-SHA256 under one key (RFC 2104), cut to 128 bits. Keeps a prepared instance, because preparing the key takes longer than the
/// rest; callers at the same time get one of their own.
/// </summary>
internal sealed class Mac(byte[] key)
{
    private HMACSHA256? _spare;

    /// <summary>The first 16 bytes as a Guid, big-endian, so that its text and that of PostgreSQL's uuid are the same.</summary>
    public Guid Of(ReadOnlySpan<byte> text)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Of(text, mac);
        return new Guid(mac[..16], bigEndian: true);
    }

    /// <summary>All 32 bytes.</summary>
    public void Of(ReadOnlySpan<byte> text, Span<byte> mac)
    {
        var hmac = Interlocked.Exchange(ref _spare, null) ?? new HMACSHA256(key);
        hmac.TryComputeHash(text, mac, out _);
        Interlocked.Exchange(ref _spare, hmac)?.Dispose();
    }
}
