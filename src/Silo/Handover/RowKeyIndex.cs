namespace Petitions.Silo.Handover;

/// <summary>
/// The row keys of a parcel in ascending order, which is that of its lines: 16 bytes each. Finds a person's line with one access per
/// halving. Never leaves the system.
/// </summary>
internal static class RowKeyIndex
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 16;

    /// <summary>Appends a key.</summary>
    public static void Add(Stream index, Guid rowKey)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        rowKey.TryWriteBytes(key, bigEndian: true, out _);
        index.Write(key);
    }

    /// <summary>The line of a person, from 0; null when they have none.</summary>
    public static long? Find(Stream index, Guid rowKey)
    {
        Span<byte> wanted = stackalloc byte[KeyBytes], found = stackalloc byte[KeyBytes];
        rowKey.TryWriteBytes(wanted, bigEndian: true, out _);
        var (from, to) = (0L, index.Length / KeyBytes);
        while (from < to)
        {
            var middle = (from + to) / 2;
            index.Position = middle * KeyBytes;
            index.ReadExactly(found);
            var order = wanted.SequenceCompareTo(found);
            if (order == 0) return middle;
            if (order < 0) to = middle;
            else from = middle + 1;
        }
        return null;
    }
}
