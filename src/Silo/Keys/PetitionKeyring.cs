using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Keys;

/// <summary>
/// Unwraps the petitions' secrets with the master key and holds them in memory, until the catalogue says that a petition's keys are
/// destroyed. A wrapped secret is an <see cref="AesGcmEnvelope"/>, bound to the slug.
/// </summary>
internal sealed class PetitionKeyring : IPetitionKeyring
{
    /// <summary>Name of the master key and of its file.</summary>
    public const string MasterKeyName = "master";

    private readonly AesGcmEnvelope _wrapping;
    private readonly IKeyStore _store;
    private readonly IPetitionCatalogue _catalogue;
    private readonly ConcurrentDictionary<int, PetitionKeys> _keys = new();

    public PetitionKeyring(KeyFile master, IKeyStore store, PetitionCatalogue catalogue)
    {
        (_wrapping, _store, _catalogue) = (new(master.Bytes), store, catalogue);
        catalogue.Changed += Forget;
    }

    public ValueTask<PetitionKeys?> FindAsync(int petition, string slug) =>
        _keys.TryGetValue(petition, out var keys) ? new(keys) : new(LoadAsync(petition, slug));

    public byte[] NewWrapped(string slug)
    {
        var wrapped = new byte[AesGcmEnvelope.OverheadBytes + PetitionKeys.SecretBytes];
        RandomNumberGenerator.Fill(AesGcmEnvelope.TextOf(wrapped));
        _wrapping.Seal(wrapped, Bound(slug));
        return wrapped;
    }

    private async Task<PetitionKeys?> LoadAsync(int petition, string slug)
    {
        var wrapped = await _store.FindWrappedAsync(petition, CancellationToken.None);
        if (wrapped is null) return null;
        var keys = _keys.GetOrAdd(petition, new PetitionKeys(petition, Unwrap(wrapped, slug)));
        if (!IsDestroyed(petition)) return keys;
        // The catalogue learnt of it between the read and now.
        _keys.TryRemove(petition, out _);
        return null;
    }

    private bool IsDestroyed(int petition) => _catalogue.TryFind(petition, out var terms) && terms.KeysDestroyedAt is not null;

    // Callers that are using them finish; then nothing refers to them, and the garbage collector frees their memory.
    private void Forget(CatalogueChanges changes)
    {
        foreach (var petition in changes.Petitions)
            if (petition.KeysDestroyedAt is not null) _keys.TryRemove(petition.Id, out _);
        foreach (var removed in changes.Removed) _keys.TryRemove(removed, out _);
    }

    private byte[] Unwrap(byte[] wrapped, string slug)
    {
        if (wrapped.Length != AesGcmEnvelope.OverheadBytes + PetitionKeys.SecretBytes)
            throw new CryptographicException("not a wrapped secret");
        var envelope = (byte[])wrapped.Clone();
        _wrapping.Open(envelope, Bound(slug));
        return AesGcmEnvelope.TextOf(envelope).ToArray();
    }

    private static byte[] Bound(string slug) => Encoding.UTF8.GetBytes("petition/v1 key of " + slug);
}
