using System.Security.Cryptography;

namespace Petitions.Bench.Rehearsal.Handover;

/// <summary>The root of a Merkle tree over lines (RFC 6962, section 2.1), one line after the other.</summary>
internal sealed class MerkleRoot
{
    // Complete trees from the left, each at least twice as large as the next.
    private readonly Stack<(int Height, byte[] Hash)> _trees = new();

    /// <summary>Adds a line, without its line break.</summary>
    public void Add(byte[] line)
    {
        var tree = (Height: 0, Hash: SHA256.HashData([0, .. line]));
        while (_trees.TryPeek(out var left) && left.Height == tree.Height)
            tree = (tree.Height + 1, Join(_trees.Pop().Hash, tree.Hash));
        _trees.Push(tree);
    }

    /// <summary>The root of what was added, in lower-case hexadecimal.</summary>
    public string Hex
    {
        get
        {
            var root = _trees.Select(tree => tree.Hash).Aggregate((byte[]?)null, (right, left) => right is null ? left : Join(left, right));
            return Convert.ToHexStringLower(root ?? SHA256.HashData([]));
        }
    }

    private static byte[] Join(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
