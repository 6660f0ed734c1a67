using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Petitions.Grains.Keys;

/// <summary>
/// What a link in a mail stands for: one person, one petition, one use, until a moment. Its token is an <see cref="AesGcmEnvelope"/> under
/// a key of the petition, bound to the petition: nobody else can read a signer key out of it or write one.
/// </summary>
/// <param name="Use">What the link is for.</param>
/// <param name="SignerKey">The signer key of the person.</param>
/// <param name="Operation">The attempt that a confirmation confirms, as the row stores it; any value for other uses.</param>
/// <param name="ExpiresAt">From this moment on the link is of no use; kept to the second.</param>
public readonly record struct SignerLink(SignerLinkUse Use, Guid SignerKey, Guid Operation, DateTimeOffset ExpiresAt)
{
    /// <summary>The latest possible expiry, in the year 2106: for links that work as long as the petition's keys exist.</summary>
    public static readonly DateTimeOffset NoExpiry = DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue);

    /// <summary>Length of a token, in characters of base64url.</summary>
    public const int Characters = (Bytes * 4 + 2) / 3;

    private const int TextBytes = 1 + 4 + 16 + 16, Bytes = AesGcmEnvelope.OverheadBytes + TextBytes;

    internal string Seal(AesGcmEnvelope links, int petition)
    {
        Span<byte> token = stackalloc byte[Bytes];
        var text = AesGcmEnvelope.TextOf(token);
        text[0] = (byte)Use;
        BinaryPrimitives.WriteUInt32BigEndian(text[1..], (uint)ExpiresAt.ToUnixTimeSeconds());
        SignerKey.TryWriteBytes(text[5..], bigEndian: true, out _);
        Operation.TryWriteBytes(text[21..], bigEndian: true, out _);

        Span<byte> bound = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bound, petition);
        links.Seal(token, bound);
        return Base64Url.EncodeToString(token);
    }

    internal static SignerLink? Open(AesGcmEnvelope links, int petition, string token)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        if (token.Length != Characters
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length != Bytes)
        {
            return null;
        }

        Span<byte> bound = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bound, petition);
        try
        {
            links.Open(bytes, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        var text = AesGcmEnvelope.TextOf(bytes);
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

    /// <summary>Ends all mails about the petition, or allows them again.</summary>
    StopMail = 3,
}
