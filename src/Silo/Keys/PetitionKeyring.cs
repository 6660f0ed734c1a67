using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;
using Petitions.Grains.Storage;

namespace Petitions.Silo.Keys;

/// <summary>
/// Unwraps the petitions' secrets with the master key and holds them in memory. A wrapped secret is AES-256-GCM, bound to the slug:
/// nonce, tag, secret.
/// </summary>
internal sealed class PetitionKeyring(KeyFile master, IPetitionRegistry registry) : IPetitionKeyring
{
    /// <summary>Name of the master key and of its file.</summary>
    public const string MasterKeyName = "master";

    private const int NonceBytes = 12, TagBytes = 16;

    private readonly ConcurrentDictionary<int, PetitionKeys> _keys = new();

    public ValueTask<PetitionKeys?> FindAsync(int petition, string slug) =>
        _keys.TryGetValue(petition, out var keys) ? new(keys) : new(LoadAsync(petition, slug));

    public byte[] NewWrapped(string slug)
    {
        var wrapped = new byte[NonceBytes + TagBytes + PetitionKeys.SecretBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        var secret = RandomNumberGenerator.GetBytes(PetitionKeys.SecretBytes);
        using var cipher = new AesGcm(master.Bytes, TagBytes);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceBytes), secret, wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), Bound(slug));
        CryptographicOperations.ZeroMemory(secret);
        return wrapped;
    }

    private async Task<PetitionKeys?> LoadAsync(int petition, string slug)
    {
        var wrapped = await registry.FindWrappedKeyAsync(petition, CancellationToken.None);
        if (wrapped is null) return null;
        return _keys.GetOrAdd(petition, new PetitionKeys(petition, Unwrap(wrapped, slug)));
    }

    private byte[] Unwrap(byte[] wrapped, string slug)
    {
        var secret = new byte[PetitionKeys.SecretBytes];
        using var cipher = new AesGcm(master.Bytes, TagBytes);
        cipher.Decrypt(
            wrapped.AsSpan(0, NonceBytes), wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), secret, Bound(slug));
        return secret;
    }

    private static byte[] Bound(string slug) => Encoding.UTF8.GetBytes("petition/v1 key of " + slug);
}
