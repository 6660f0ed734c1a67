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
    public Guid KeyOf(EmailAddress address) => KeyOf(address.Canonical);

    /// <summary>
    /// The key under which a signature from before may be stored (<see cref="EmailAddress.FormerCanonical"/>); null when it is the same.
    /// </summary>
    public Guid? FormerKeyOf(EmailAddress address) =>
        address.FormerCanonical == address.Canonical ? null : KeyOf(address.FormerCanonical);

    /// <summary>True when the key was made of this address, now or before.</summary>
    public bool IsKeyOf(Guid signerKey, EmailAddress address) => KeyOf(address) == signerKey || FormerKeyOf(address) == signerKey;

    private Guid KeyOf(string canonical)
    {
        Span<byte> text = stackalloc byte[Encoding.UTF8.GetMaxByteCount(EmailAddress.AddressBytesMax)];
        var length = Encoding.UTF8.GetBytes(canonical, text);
        return _mac.Of(text[..length]);
    }
}
