using Orleans.GrainDirectory;

namespace Petitions.Silo.Clustering;

/// <summary>
/// A directory that stores nothing: the silo of a signer is computed (<see cref="SignerLocator"/>). The default directory costs one more
/// message and half of a silo's time for each signature. Two activations of one signer can exist while silos join or leave; the unique key
/// in the database decides.
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
