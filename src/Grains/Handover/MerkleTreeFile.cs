namespace Petitions.Grains.Handover;

/// <summary>
/// Writes a <see cref="MerkleTree"/> to a file, level by level, so that a proof is read with one access per level however many lines there
/// are. Memory does not grow with the lines.
/// </summary>
/// <param name="file">Empty, readable and seekable. About 64 bytes for each line.</param>
public sealed class MerkleTreeFile(Stream file)
{
    private const int HashesAtOnce = 4_096;

    private readonly byte[] _buffer = new byte[HashesAtOnce * MerkleTree.HashBytes];
    private int _buffered;

    /// <summary>Lines added.</summary>
    public long Lines { get; private set; }

    /// <summary>Adds a line, of its exact bytes without the line break.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        MerkleTree.HashLeaf(line, _buffer.AsSpan(_buffered * MerkleTree.HashBytes, MerkleTree.HashBytes));
        Lines++;
        if (++_buffered == HashesAtOnce) Flush();
    }

    /// <summary>Writes the levels above the lines and returns the root. Nothing can be added afterwards.</summary>
    public byte[] Complete()
    {
        Flush();
        if (Lines == 0) return MerkleTree.EmptyRoot;
        var sizes = MerkleTree.LevelSizes(Lines);
        var from = 0L;
        for (var level = 0; level + 1 < sizes.Count; level++)
        {
            WriteAbove(from, sizes[level]);
            from += sizes[level];
        }
        return ReadHash(file, from);
    }

    /// <summary>The path that proves the line at <paramref name="index"/>; see <see cref="MerkleTree.Proves"/>.</summary>
    /// <param name="tree">A complete file.</param>
    /// <param name="index">The place of the line, from 0.</param>
    /// <param name="lines">Number of lines.</param>
    public static IReadOnlyList<byte[]> ReadPath(Stream tree, long index, long lines)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, lines);
        var path = new List<byte[]>();
        var from = 0L;
        foreach (var size in MerkleTree.LevelSizes(lines))
        {
            var neighbour = index ^ 1;
            if (neighbour < size) path.Add(ReadHash(tree, from + neighbour));
            from += size;
            index /= 2;
        }
        return path;
    }

    private static byte[] ReadHash(Stream tree, long at)
    {
        var hash = new byte[MerkleTree.HashBytes];
        tree.Position = at * MerkleTree.HashBytes;
        tree.ReadExactly(hash);
        return hash;
    }

    // Reads one level and appends the next.
    private void WriteAbove(long from, long size)
    {
        var end = file.Length;
        var above = new byte[(HashesAtOnce / 2) * MerkleTree.HashBytes];
        for (var read = 0L; read < size; read += HashesAtOnce)
        {
            var hashes = (int)Math.Min(HashesAtOnce, size - read);
            var level = _buffer.AsSpan(0, hashes * MerkleTree.HashBytes);
            file.Position = (from + read) * MerkleTree.HashBytes;
            file.ReadExactly(level);
            var made = 0;
            for (var at = 0; at < hashes; at += 2)
            {
                var hash = above.AsSpan(made++ * MerkleTree.HashBytes, MerkleTree.HashBytes);
                var left = level.Slice(at * MerkleTree.HashBytes, MerkleTree.HashBytes);
                if (at + 1 < hashes) MerkleTree.HashNode(left, level.Slice((at + 1) * MerkleTree.HashBytes, MerkleTree.HashBytes), hash);
                else left.CopyTo(hash);
            }
            file.Position = end;
            file.Write(above, 0, made * MerkleTree.HashBytes);
            end = file.Position;
        }
    }

    private void Flush()
    {
        file.Write(_buffer, 0, _buffered * MerkleTree.HashBytes);
        _buffered = 0;
    }
}
