using System.Security.Cryptography;

namespace Petitions.Grains.Keys;

/// <summary>
/// Random bytes that nobody can guess, from <see cref="RandomNumberGenerator"/>, fetched in blocks: one call costs the same for 12 bytes
/// as for a thousand. Bytes that were handed out are erased.
/// </summary>
public static class RandomBytes
{
    private const int BlockBytes = 1_024;

    [ThreadStatic] private static byte[]? _block;
    [ThreadStatic] private static int _left;

    /// <summary>Fills a nonce or an identifier; at most 64 bytes. Keys are not made of these.</summary>
    public static void Fill(Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, 64);
        var block = _block ??= new byte[BlockBytes];
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(block);
            _left = BlockBytes;
        }
        var taken = block.AsSpan(BlockBytes - _left, bytes.Length);
        taken.CopyTo(bytes);
        CryptographicOperations.ZeroMemory(taken);
        _left -= bytes.Length;
    }
}
