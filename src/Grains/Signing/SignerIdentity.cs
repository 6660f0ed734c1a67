using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;

namespace Petitions.Grains.Signing;

/// <summary>
/// Turns an e-mail address into the key of its signer: HMAC-SHA256 under the pepper, cut to 128 bits. Without the pepper, which is not
/// in the database, nobody can find an address's signer by trying addresses.
/// </summary>
public sealed class SignerIdentity(Pepper pepper)
{
    /// <summary>The same key for every spelling of an address that is the same person.</summary>
    public Guid KeyOf(EmailAddress address)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(EmailAddress.AddressBytesMax)];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(address.Canonical, text);
        HMACSHA256.HashData(pepper.Bytes, text[..length], mac);
        // Big-endian, so that the text of the Guid and of PostgreSQL's uuid are the same.
        return new Guid(mac[..16], bigEndian: true);
    }
}
