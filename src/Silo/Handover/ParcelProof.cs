using System.Text;
using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Handover;

/// <summary>Finds a person's line in a parcel, and proves that it is there.</summary>
internal static class ParcelProof
{
    // A line is much shorter than this.
    private const int LineBytesMax = 64 * 1024;

    /// <summary>The proof; null when the person is not in the parcel, or its folder is not here.</summary>
    public static InclusionProof? Find(ParcelFolder folder, Petition terms, Parcel parcel, Guid rowKey)
    {
        if (!folder.IsComplete || parcel.Fingerprint is not { } fingerprint) return null;
        using var rowKeys = Open(folder.IndexPath, ParcelFiles.RowKeys);
        if (RowKeyIndex.Find(rowKeys, rowKey) is not { } index) return null;
        using var places = Open(folder.IndexPath, ParcelFiles.Places);
        using var signatures = Open(folder.Path, ParcelFiles.Signatures);
        using var tree = Open(folder.IndexPath, ParcelFiles.Tree);
        var line = ReadLine(signatures, LinePlaces.Read(places, index));
        return new(
            terms.Slug, parcel.Number, line[..line.IndexOf(',', StringComparison.Ordinal)], line, index, parcel.Signatures,
            [.. MerkleTreeFile.ReadPath(tree, index, parcel.Signatures).Select(Convert.ToHexStringLower)], fingerprint);
    }

    private static string ReadLine(FileStream file, long from)
    {
        var bytes = new byte[Math.Min(LineBytesMax, file.Length - from)];
        file.Position = from;
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes, 0, bytes.AsSpan().IndexOf("\r\n"u8));
    }

    private static FileStream Open(string folder, string name) => File.OpenRead(Path.Combine(folder, name));
}

/// <summary>Where each line of a parcel begins, in bytes: 8 bytes each.</summary>
internal static class LinePlaces
{
    /// <summary>Appends a place.</summary>
    public static void Add(Stream places, long at)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, at);
        places.Write(bytes);
    }

    /// <summary>The place of a line, from 0.</summary>
    public static long Read(Stream places, long line)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        places.Position = line * sizeof(long);
        places.ReadExactly(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
