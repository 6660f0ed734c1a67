using System.Text;
using Petitions.Grains.Keys;

namespace Petitions.Grains.Signing;

/// <summary>
/// Turns an e-mail address into the key of its signer: HMAC-SHA256 under the pepper, cut to 128 bits. Without the pepper, which is not
/// in the database, nobody can find an address's signer by trying addresses.
/// </summary>
public sealed class SignerIdentity(Pepper pepper)
{
    private readonly Mac _mac = new(pepper.Bytes.ToArray());

    /// <summary>The same key for every spelling of an address that is the same person.</summary>
    public Guid KeyOf(EmailAddress address)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(EmailAddress.AddressBytesMax)];
        var length = Encoding.UTF8.GetBytes(address.Canonical, text);
        return _mac.Of(text[..length]);
    }
}
