using System.Security.Cryptography;

namespace Petitions.Grains.Handover;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1: one hash stands for a list of lines, and a few hashes prove that a line is in it. Pure.
/// </summary>
public static class MerkleTree
{
    /// <summary>Length of a hash, SHA-256, in bytes.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    // The prefixes keep a node from being taken for a line.
    private const byte LeafPrefix = 0, NodePrefix = 1;

    /// <summary>The root of a tree without a line.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    /// <summary>The hash of a line, of its exact bytes without the line break.</summary>
    public static void HashLeaf(ReadOnlySpan<byte> line, Span<byte> hash)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([LeafPrefix]);
        sha.AppendData(line);
        sha.GetHashAndReset(hash);
    }

    /// <summary>The hash of two neighbours.</summary>
    public static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> node = stackalloc byte[1 + 2 * HashBytes];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashBytes)..]);
        SHA256.HashData(node, hash);
    }

    /// <summary>Hashes of each level, from the lines up to the root. A last one without a neighbour goes up as it is.</summary>
    /// <param name="lines">Number of lines.</param>
    public static IReadOnlyList<long> LevelSizes(long lines)
    {
        var sizes = new List<long>();
        for (var size = lines; size > 0; size = size == 1 ? 0 : (size + 1) / 2) sizes.Add(size);
        return sizes;
    }

    /// <summary>True when <paramref name="path"/> proves that a line is the one at <paramref name="index"/> of a tree.</summary>
    /// <param name="leaf">The hash of the line.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">Number of lines.</param>
    /// <param name="path">The neighbours' hashes, from the lines up.</param>
    /// <param name="root">The root.</param>
    public static bool Proves(ReadOnlySpan<byte> leaf, long index, long size, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size) return false;
        Span<byte> hash = stackalloc byte[HashBytes];
        leaf.CopyTo(hash);
        var used = 0;
        for (; size > 1; index /= 2, size = (size + 1) / 2)
        {
            var hasNeighbour = index % 2 == 1 || index + 1 < size;
            if (!hasNeighbour) continue;
            if (used == path.Count || path[used].Length != HashBytes) return false;
            var neighbour = path[used++];
            if (index % 2 == 1) HashNode(neighbour, hash, hash);
            else HashNode(hash, neighbour, hash);
        }
        return used == path.Count && hash.SequenceEqual(root);
    }
}
