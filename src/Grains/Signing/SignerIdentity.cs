using System.Text;
using Petitions.Grains.Keys;

namespace Petitions.Grains.Signing;

/// <summary>
/// Computes the signer key of an e-mail address: HMAC-SHA256 with the pepper, truncated to 128 bits. The pepper is not in the database.
/// Without it, nobody can find the signer of an address by trying addresses.
/// </summary>
public sealed class SignerIdentity(Pepper pepper)
{
    private readonly Mac _mac = new(pepper.Bytes.ToArray());

    /// <summary>The key of the address's canonical form.</summary>
    public Guid KeyOf(EmailAddress address)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(EmailAddress.AddressBytesMax)];
        var length = Encoding.UTF8.GetBytes(address.Canonical, text);
        return _mac.Of(text[..length]);
    }
}
