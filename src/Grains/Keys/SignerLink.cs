using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Petitions.Grains.Keys;

/// <summary>
/// What a link in a mail stands for: one person, one petition, one use, until a moment. Its token is encrypted and authenticated
/// (AES-256-GCM under a key of the petition, bound to the petition): nobody can read a signer key out of it or write one.
/// </summary>
/// <param name="Use">What the link is for.</param>
/// <param name="SignerKey">The person; see <see cref="Signing.SignerIdentity"/>.</param>
/// <param name="Operation">The attempt that a confirmation confirms, as the row stores it; any value for other uses.</param>
/// <param name="ExpiresAt">From this moment on the link is of no use; kept to the second.</param>
public readonly record struct SignerLink(SignerLinkUse Use, Guid SignerKey, Guid Operation, DateTimeOffset ExpiresAt)
{
    /// <summary>Length of a token, in characters of base64url.</summary>
    public const int Characters = (Bytes * 4 + 2) / 3;

    private const int NonceBytes = 12, TagBytes = 16, TextBytes = 1 + 4 + 16 + 16, Bytes = NonceBytes + TagBytes + TextBytes;

    internal string Seal(byte[] key, int petition)
    {
        Span<byte> token = stackalloc byte[Bytes];
        var text = token[(NonceBytes + TagBytes)..];
        RandomBytes.Fill(token[..NonceBytes]);
        text[0] = (byte)Use;
        BinaryPrimitives.WriteUInt32BigEndian(text[1..], (uint)ExpiresAt.ToUnixTimeSeconds());
        SignerKey.TryWriteBytes(text[5..], bigEndian: true, out _);
        Operation.TryWriteBytes(text[21..], bigEndian: true, out _);

        Span<byte> bound = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bound, petition);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(token[..NonceBytes], text, text, token.Slice(NonceBytes, TagBytes), bound);
        return Base64Url.EncodeToString(token);
    }

    internal static SignerLink? Open(byte[] key, int petition, string token)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (token.Length != Characters
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != Bytes)
        {
            return null;
        }

        var text = bytes[(NonceBytes + TagBytes)..];
        Span<byte> bound = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bound, petition);
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(bytes[..NonceBytes], text, bytes.Slice(NonceBytes, TagBytes), text, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return new SignerLink(
            (SignerLinkUse)text[0],
            new Guid(text.Slice(5, 16), bigEndian: true),
            new Guid(text.Slice(21, 16), bigEndian: true),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(text[1..])));
    }
}

/// <summary>What a mailed link is for. Numbers are in tokens; never reuse one.</summary>
public enum SignerLinkUse : byte
{
    /// <summary>Confirms one attempt to sign.</summary>
    Confirm = 1,

    /// <summary>Opens the signer's page.</summary>
    SignerPage = 2,
}
