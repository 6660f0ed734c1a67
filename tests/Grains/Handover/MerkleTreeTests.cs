using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Petitions.Grains.Handover;
using Xunit;

namespace Petitions.Tests.Grains.Handover;

public sealed class MerkleTreeTests
{
    // Number of lines, the line, what is changed, and where.
    private static readonly Gen<(int, int, int, int)> Changes =
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 199], Gen.Int[0, 5], Gen.Int[0, 255]);

    // The definition of RFC 6962, 2.1: split at the largest power of two below the number of lines.
    private static byte[] RootOf(ReadOnlySpan<byte[]> lines)
    {
        if (lines.Length == 0) return SHA256.HashData([]);
        if (lines.Length == 1) return SHA256.HashData([0, .. lines[0]]);
        var split = 1;
        while (split * 2 < lines.Length) split *= 2;
        return SHA256.HashData([1, .. RootOf(lines[..split]), .. RootOf(lines[split..])]);
    }

    [Fact]
    public void The_root_is_that_of_the_definition_and_every_line_is_proved_for_every_size_up_to_70()
    {
        for (var size = 0; size <= 70; size++)
        {
            var lines = Lines(size);
            using var file = new MemoryStream();
            var root = Write(file, lines);
            Assert.Equal(RootOf(lines), root);
            for (var index = 0; index < size; index++)
            {
                var path = MerkleTreeFile.ReadPath(file, index, size);
                Assert.True(MerkleTree.Proves(LeafOf(lines[index]), index, size, path, root), $"{index} of {size}");
            }
        }
    }

    // The test vectors of Google's implementation of Certificate Transparency, which RFC 6962 describes.
    [Fact]
    public void The_roots_of_known_lists_are_known()
    {
        byte[][] lines =
        [
            [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
        ];
        string[] roots =
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        for (var size = 1; size <= lines.Length; size++)
        {
            using var file = new MemoryStream();
            Assert.Equal(roots[size - 1], Convert.ToHexStringLower(Write(file, lines[..size])));
        }
    }

    [Fact]
    public void Levels_of_more_lines_than_are_read_at_once_are_those_of_the_definition()
    {
        var lines = Lines(10_001);
        using var file = new MemoryStream();
        var root = Write(file, lines);
        Assert.Equal(RootOf(lines), root);
        foreach (var index in new[] { 0, 4_095, 4_096, 8_191, 10_000 })
        {
            var path = MerkleTreeFile.ReadPath(file, index, lines.Length);
            Assert.True(MerkleTree.Proves(LeafOf(lines[index]), index, lines.Length, path, root), $"{index}");
        }
    }

    [Fact]
    public void Nothing_else_is_proved() => Changes.Sample((size, at, what, salt) =>
    {
        var index = at % size;
        var lines = Lines(size);
        using var file = new MemoryStream();
        var root = Write(file, lines);
        var (leaf, claimed, path) = (LeafOf(lines[index]), (long)index, MerkleTreeFile.ReadPath(file, index, size).ToList());
        var total = (long)size;
        switch (what)
        {
            case 0: leaf[salt % 32] ^= 1; break;
            case 1: claimed = index + 1; break;
            case 2: path.Add(new byte[32]); break;
            case 3 when path.Count > 0: path.RemoveAt(path.Count - 1); break;
            case 4 when path.Count > 0: path[salt % path.Count][salt % 32] ^= 1; break;
            case 5: claimed = -1; break;
            default: root[salt % 32] ^= 1; break;
        }
        return !MerkleTree.Proves(leaf, claimed, total, path, root);
    });

    private static byte[][] Lines(int size) => [.. Enumerable.Range(0, size).Select(line => Encoding.UTF8.GetBytes($"line {line}"))];

    private static byte[] Write(MemoryStream file, byte[][] lines)
    {
        var tree = new MerkleTreeFile(file);
        foreach (var line in lines) tree.Add(line);
        return tree.Complete();
    }

    private static byte[] LeafOf(byte[] line)
    {
        var hash = new byte[MerkleTree.HashBytes];
        MerkleTree.HashLeaf(line, hash);
        return hash;
    }
}
