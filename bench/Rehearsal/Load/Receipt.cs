using System.Buffers;
using System.Buffers.Text;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>Reads the receipt of an acknowledgement.</summary>
internal static class Receipt
{
    private const int Characters = 64, RowCharacters = 24;

    /// <summary>The operation column of the signature's row: the first 16 bytes of the receipt. False without a receipt.</summary>
    public static bool TryRow(ReadOnlySpan<byte> answer, out Guid row)
    {
        row = default;
        var at = answer.IndexOf("\"receipt\":"u8);
        if (at < 0) return false;
        var rest = answer[(at + 10)..].TrimStart((byte)' ');
        if (rest.Length < Characters + 2 || rest[0] != '"' || rest[Characters + 1] != '"') return false;
        Span<byte> bytes = stackalloc byte[RowCharacters / 4 * 3];
        if (Base64Url.DecodeFromUtf8(rest.Slice(1, RowCharacters), bytes, out _, out _) != OperationStatus.Done) return false;
        row = new Guid(bytes[..16], bigEndian: true);
        return true;
    }
}
