using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Keys;

/// <summary>
/// Unwraps the petitions' secrets with the master key and holds them in memory, until the catalogue says that a petition's keys are
/// destroyed. A wrapped secret is AES-256-GCM, bound to the slug: nonce, tag, secret.
/// </summary>
internal sealed class PetitionKeyring : IPetitionKeyring
{
    /// <summary>Name of the master key and of its file.</summary>
    public const string MasterKeyName = "master";

    private const int NonceBytes = 12, TagBytes = 16;

    private readonly KeyFile _master;
    private readonly IPetitionStore _registry;
    private readonly IPetitionCatalogue _catalogue;
    private readonly ConcurrentDictionary<int, PetitionKeys> _keys = new();

    public PetitionKeyring(KeyFile master, IPetitionStore registry, PetitionCatalogue catalogue)
    {
        (_master, _registry, _catalogue) = (master, registry, catalogue);
        catalogue.Changed += Forget;
    }

    public ValueTask<PetitionKeys?> FindAsync(int petition, string slug) =>
        _keys.TryGetValue(petition, out var keys) ? new(keys) : new(LoadAsync(petition, slug));

    public byte[] NewWrapped(string slug)
    {
        var wrapped = new byte[NonceBytes + TagBytes + PetitionKeys.SecretBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        var secret = RandomNumberGenerator.GetBytes(PetitionKeys.SecretBytes);
        using var cipher = new AesGcm(_master.Bytes, TagBytes);
        cipher.Encrypt(
            wrapped.AsSpan(0, NonceBytes), secret, wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), Bound(slug));
        CryptographicOperations.ZeroMemory(secret);
        return wrapped;
    }

    private async Task<PetitionKeys?> LoadAsync(int petition, string slug)
    {
        var wrapped = await _registry.FindWrappedKeyAsync(petition, CancellationToken.None);
        if (wrapped is null) return null;
        var keys = _keys.GetOrAdd(petition, new PetitionKeys(petition, Unwrap(wrapped, slug)));
        if (!IsDestroyed(petition)) return keys;
        // The word of it came between the read and now.
        _keys.TryRemove(petition, out _);
        return null;
    }

    private bool IsDestroyed(int petition) => _catalogue.TryFind(petition, out var terms) && terms.KeysDestroyedAt is not null;

    // Whoever is using them finishes; then nothing refers to them, and the garbage collector has their memory.
    private void Forget(CatalogueChanges changes)
    {
        foreach (var petition in changes.Petitions)
            if (petition.KeysDestroyedAt is not null) _keys.TryRemove(petition.Id, out _);
        foreach (var removed in changes.Removed) _keys.TryRemove(removed, out _);
    }

    private byte[] Unwrap(byte[] wrapped, string slug)
    {
        var secret = new byte[PetitionKeys.SecretBytes];
        using var cipher = new AesGcm(_master.Bytes, TagBytes);
        cipher.Decrypt(
            wrapped.AsSpan(0, NonceBytes), wrapped.AsSpan(NonceBytes + TagBytes), wrapped.AsSpan(NonceBytes, TagBytes), secret, Bound(slug));
        return secret;
    }

    private static byte[] Bound(string slug) => Encoding.UTF8.GetBytes("petition/v1 key of " + slug);
}
