using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Petitions.Grains.Keys;

/// <summary>
/// The keys that are derived from the secret of one petition: they name rows, recognise operations, write receipts, encrypt personal data.
/// The secret is destroyed after the days of retention; what is stored from then on cannot be decrypted. The wrapped secret lies in the
/// same database as the data: a backup from before holds both, and anybody who has the master key can decrypt it. So old backups must be
/// deleted, too, or be kept apart from the master key.
/// </summary>
public sealed class PetitionKeys
{
    /// <summary>Length of a petition's secret, in bytes.</summary>
    public const int SecretBytes = 32;

    /// <summary>
    /// Personal data is padded to a multiple of this, because its length would tell names apart, and scripts, whose letters take 1 to 4
    /// bytes. One step holds the data of nearly everyone. Rows of earlier versions have steps of 128 and open too.
    /// </summary>
    public const int PaddingBytes = 512;

    /// <summary>Length of <see cref="ReferenceOf"/>.</summary>
    public const int ReferenceCharacters = 16;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const byte SealVersion = 1;
    private const int LengthBytes = 2, HeadBytes = 1 + AesGcmEnvelope.OverheadBytes, BoundBytes = 20;

    private readonly int _petition;
    private readonly Mac _rowKey, _operationKey, _receiptKey, _referenceKey, _lineKey;
    private readonly AesGcmEnvelope _sealing, _links;

    /// <summary>Derives the petition's keys from its secret (HKDF, RFC 5869), one for each use.</summary>
    public PetitionKeys(int petition, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretBytes);
        _petition = petition;
        _rowKey = new(Derive(secret, "row"));
        _operationKey = new(Derive(secret, "operation"));
        _receiptKey = new(Derive(secret, "receipt"));
        _referenceKey = new(Derive(secret, "reference"));
        _lineKey = new(Derive(secret, "paper line"));
        _sealing = new(Derive(secret, "seal"));
        _links = new(Derive(secret, "link"));
    }

    /// <summary>The person within this petition. Without the secret it cannot be linked to the same person in another petition.</summary>
    public Guid RowKey(Guid signerKey)
    {
        Span<byte> text = stackalloc byte[16];
        signerKey.TryWriteBytes(text, bigEndian: true, out _);
        return _rowKey.Of(text);
    }

    /// <summary>
    /// A line of a sheet of paper within this petition. Its key is used for nothing else, so it is never the row key of an e-mail address.
    /// </summary>
    /// <param name="sheet">Name of the sheet.</param>
    /// <param name="line">Number of the line.</param>
    public Guid LineKey(string sheet, int line) => _lineKey.Of(Encoding.UTF8.GetBytes($"{line}\n{sheet}"));

    /// <summary>
    /// The name of a person's line in a hand-over: 80 bits of an HMAC of the row key, in base32 (RFC 4648). The same in every parcel of the
    /// petition; tells nothing to who has not its secret.
    /// </summary>
    public string ReferenceOf(Guid rowKey)
    {
        Span<byte> text = stackalloc byte[16], mac = stackalloc byte[16];
        rowKey.TryWriteBytes(text, bigEndian: true, out _);
        _referenceKey.Of(text).TryWriteBytes(mac, bigEndian: true, out _);
        return string.Create(ReferenceCharacters, BinaryPrimitives.ReadUInt128BigEndian(mac) >> (128 - 5 * ReferenceCharacters),
            static (reference, bits) =>
            {
                for (var i = reference.Length - 1; i >= 0; i--, bits >>= 5) reference[i] = Base32[(int)(bits & 31)];
            });
    }

    /// <summary>
    /// The receipt of an operation, by the SIV construction (deterministic authenticated encryption; Rogaway and Shrimpton 2006, with
    /// HMAC-SHA256 in both places): computed from the request alone, different for every operation id, and it resolves to the person's
    /// row. Its synthetic IV is an HMAC of row key and operation id, and therefore also what a row remembers its operation by.
    /// </summary>
    public Receipt ReceiptOf(Guid rowKey, Guid operationId)
    {
        Span<byte> receipt = stackalloc byte[Receipt.Bytes];
        var iv = receipt[..16];
        var text = receipt[16..];
        rowKey.TryWriteBytes(text[..16], bigEndian: true, out _);
        operationId.TryWriteBytes(text[16..], bigEndian: true, out _);

        SyntheticIv(text, iv);
        ApplyKeystream(iv, text);
        return new Receipt(new Guid(iv, bigEndian: true), Base64Url.EncodeToString(receipt));
    }

    /// <summary>The row and operation of a receipt; false when it was not written under this petition's keys.</summary>
    public bool TryOpen(string receipt, out Guid rowKey, out Guid operationId)
    {
        (rowKey, operationId) = (Guid.Empty, Guid.Empty);
        Span<byte> bytes = stackalloc byte[Receipt.Bytes];
        if (receipt.Length != Receipt.Characters
            || Base64Url.DecodeFromChars(receipt, bytes, out _, out var length) != OperationStatus.Done || length != Receipt.Bytes)
        {
            return false;
        }

        var iv = bytes[..16];
        var text = bytes[16..];
        ApplyKeystream(iv, text);
        Span<byte> expected = stackalloc byte[16];
        SyntheticIv(text, expected);
        if (!CryptographicOperations.FixedTimeEquals(iv, expected)) return false;

        (rowKey, operationId) = (new Guid(text[..16], bigEndian: true), new Guid(text[16..], bigEndian: true));
        return true;
    }

    /// <summary>
    /// Encrypts personal data, bound to petition and row: the version of the format, then an <see cref="AesGcmEnvelope"/> of length, data
    /// and padding. At most 64 KiB.
    /// </summary>
    public byte[] Seal(Guid rowKey, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, ushort.MaxValue);
        var padded = (LengthBytes + data.Length + PaddingBytes - 1) / PaddingBytes * PaddingBytes;
        var ciphertext = new byte[HeadBytes + padded];
        ciphertext[0] = SealVersion;
        var envelope = ciphertext.AsSpan(1);
        var text = AesGcmEnvelope.TextOf(envelope);
        BinaryPrimitives.WriteUInt16BigEndian(text, (ushort)data.Length);
        data.CopyTo(text[LengthBytes..]);

        Span<byte> bound = stackalloc byte[BoundBytes];
        BindTo(rowKey, bound);
        _sealing.Seal(envelope, bound);
        return ciphertext;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made for the same row.</summary>
    /// <exception cref="CryptographicException">It was changed, or is another row's or petition's.</exception>
    public byte[] Open(Guid rowKey, byte[] ciphertext)
    {
        if (ciphertext.Length < HeadBytes + LengthBytes || ciphertext[0] != SealVersion)
            throw new CryptographicException("not sealed data of a known version");
        var envelope = ciphertext.AsSpan(1).ToArray();
        Span<byte> bound = stackalloc byte[BoundBytes];
        BindTo(rowKey, bound);
        _sealing.Open(envelope, bound);
        var text = AesGcmEnvelope.TextOf(envelope);
        return text.Slice(LengthBytes, BinaryPrimitives.ReadUInt16BigEndian(text)).ToArray();
    }

    /// <summary>The token of a mailed link; see <see cref="SignerLink"/>.</summary>
    public string WriteLink(SignerLink link) => link.Seal(_links, _petition);

    /// <summary>What a token says; null when it was not written under this petition's keys, or was changed.</summary>
    public SignerLink? OpenLink(string token) => SignerLink.Open(_links, _petition, token);

    private void BindTo(Guid rowKey, Span<byte> bound)
    {
        BinaryPrimitives.WriteInt32BigEndian(bound, _petition);
        rowKey.TryWriteBytes(bound[4..], bigEndian: true, out _);
    }

    private void SyntheticIv(ReadOnlySpan<byte> text, Span<byte> iv)
    {
        _operationKey.Of(text).TryWriteBytes(iv, bigEndian: true, out _);
    }

    private void ApplyKeystream(ReadOnlySpan<byte> iv, Span<byte> text)
    {
        Span<byte> keystream = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _receiptKey.Of(iv, keystream);
        for (var i = 0; i < text.Length; i++) text[i] ^= keystream[i];
    }

    private static byte[] Derive(ReadOnlySpan<byte> secret, string use)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, salt: [], info: Encoding.ASCII.GetBytes("petition/v1 " + use));
        return key;
    }
}

/// <summary>The receipt of one operation.</summary>
/// <param name="Operation">By this a row recognises the operation that made it.</param>
/// <param name="Text">What the signer gets: <see cref="Characters"/> characters of base64url.</param>
public readonly record struct Receipt(Guid Operation, string Text)
{
    internal const int Bytes = 48, Characters = 64;
}
