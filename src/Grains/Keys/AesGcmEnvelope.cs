using System.Security.Cryptography;

namespace Petitions.Grains.Keys;

/// <summary>
/// AES-256-GCM (NIST SP 800-38D) in the one layout that this program stores and sends: nonce, tag, ciphertext. The associated data is
/// authenticated and not part of it. Safe for many callers at the same time.
/// </summary>
/// <remarks>
/// Keeps a prepared cipher, because preparing one takes longer than the encryption of a name; callers at the same time get one of their
/// own.
/// </remarks>
internal sealed class AesGcmEnvelope(byte[] key)
{
    /// <summary>What an envelope has before the ciphertext, in bytes: a random nonce of 12 and a tag of 16.</summary>
    public const int OverheadBytes = NonceBytes + TagBytes;

    private const int NonceBytes = 12, TagBytes = 16;

    private AesGcm? _spare;

    /// <summary>The part of an envelope that holds the plaintext before <see cref="Seal"/> and after <see cref="Open"/>.</summary>
    public static Span<byte> TextOf(Span<byte> envelope) => envelope[OverheadBytes..];

    /// <summary>Encrypts the plaintext in place under a new nonce.</summary>
    /// <param name="envelope">The plaintext in its place, see <see cref="TextOf"/>; the whole envelope afterwards.</param>
    /// <param name="associatedData">What the envelope belongs to: it opens for the same data only.</param>
    public void Seal(Span<byte> envelope, ReadOnlySpan<byte> associatedData)
    {
        var nonce = envelope[..NonceBytes];
        RandomBytes.Fill(nonce);
        var cipher = Take();
        cipher.Encrypt(nonce, TextOf(envelope), TextOf(envelope), envelope[NonceBytes..OverheadBytes], associatedData);
        GiveBack(cipher);
    }

    /// <summary>Decrypts in place what <see cref="Seal"/> made with the same associated data.</summary>
    /// <exception cref="AuthenticationTagMismatchException">Another key, other associated data, or somebody changed it.</exception>
    public void Open(Span<byte> envelope, ReadOnlySpan<byte> associatedData)
    {
        var cipher = Take();
        try
        {
            cipher.Decrypt(envelope[..NonceBytes], TextOf(envelope), envelope[NonceBytes..OverheadBytes], TextOf(envelope), associatedData);
        }
        finally
        {
            GiveBack(cipher);
        }
    }

    private AesGcm Take() => Interlocked.Exchange(ref _spare, null) ?? new AesGcm(key, TagBytes);

    private void GiveBack(AesGcm cipher) => Interlocked.Exchange(ref _spare, cipher)?.Dispose();
}
