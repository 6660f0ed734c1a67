using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Petitions.Frontend.Admin;

/// <summary>The secret of admin calls. Only its SHA-256 is kept, and compared in constant time.</summary>
public sealed class AdminToken
{
    /// <summary>Longest token that is checked, in characters.</summary>
    private const int CharsMax = 1_024;

    private readonly byte[] _hash;

    /// <summary>Takes the configured token.</summary>
    /// <exception cref="ArgumentException">It is empty or blank.</exception>
    public AdminToken(string token)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        _hash = SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()));
    }

    /// <summary>True when <paramref name="presented"/> is the token.</summary>
    public bool Matches(ReadOnlySpan<char> presented)
    {
        if (presented.Length > CharsMax) return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(presented), hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }
}
