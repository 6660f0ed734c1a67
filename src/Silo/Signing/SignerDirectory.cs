using System.Diagnostics.CodeAnalysis;
using Orleans.GrainDirectory;
using Orleans.Runtime.GrainDirectory;

namespace Petitions.Silo.Signing;

/// <summary>
/// A directory that stores nothing: signers are placed by hash, so their home is computed. A default directory costs one more message
/// and half of a silo's time for each signature. Two activations of one signer can exist while silos join or leave; the unique key in
/// the database decides.
/// </summary>
internal sealed class SignerDirectory : IGrainDirectory
{
    private static readonly Task<GrainAddress?> Nothing = Task.FromResult<GrainAddress?>(null);

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Register(GrainAddress address, GrainAddress? previousAddress) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Lookup(GrainId grainId) => Nothing;

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;
}

/// <summary>
/// Remembers nothing. The built-in cache keeps the homes that signers had before a silo joined for minutes, so that one person answers
/// from two of them.
/// </summary>
internal sealed class NoDirectoryCache : IGrainDirectoryCache
{
    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public void AddOrUpdate(GrainAddress value, int version)
    {
    }

    public bool Remove(GrainId key) => false;

    public bool Remove(GrainAddress key) => false;

    public void Clear()
    {
    }

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        (result, version) = (null, 0);
        return false;
    }
}
