using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// The <c>Idempotency-Key</c> of each operation of one run, computed from the operation's number, so that no key needs to be stored for a
/// retry. Two runs have no key in common.
/// </summary>
internal sealed class IdempotencyKeys
{
    private readonly long _run = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));

    /// <summary>A name of the run for e-mail addresses and databases: ten hexadecimal digits.</summary>
    public string Run => (_run & 0xFFFFFFFFFF).ToString("x10", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A UUID of version 8 (RFC 9562 section 5.8) made of run and number.</summary>
    public Guid Of(int operation)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, _run);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], operation);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
