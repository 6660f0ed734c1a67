using System.Diagnostics.CodeAnalysis;
using Orleans.Metadata;
using Orleans.Runtime.GrainDirectory;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Clustering;

/// <summary>
/// Computes the silo of a signer: hash modulo the number of active silos, as hash-based placement does. It stands in the place of Orleans'
/// cache of grain addresses, so that a call is addressed at once and on the caller's thread; asking placement for each new signer was one
/// of the things that together cost a quarter of the program's time (bench/README.md). Nothing is remembered, so no address outlives a
/// change of membership: the built-in cache keeps old ones for minutes, and one person then answers from two silos.
/// </summary>
/// <remarks>
/// Orleans has one such cache for all grain types with a directory of their own. About other types than the signers' it says nothing, and
/// their directory is asked at each look-up.
/// </remarks>
internal sealed class SignerLocator(IClusterMembershipService membership, GrainTypeResolver types) : IGrainDirectoryCache
{
    private readonly GrainType _signers = types.GetGrainType(typeof(SignerGrain));
    private ActiveSilos _active = new(null!, []);

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        (result, version) = (null, 0);
        if (key.Type != _signers) return false;
        var snapshot = membership.CurrentSnapshot;
        var active = Volatile.Read(ref _active);
        if (!ReferenceEquals(active.Of, snapshot)) Volatile.Write(ref _active, active = ActiveSilos.In(snapshot));
        // Placement answers instead, and says why there is no silo.
        if (active.Silos.Length == 0) return false;

        var silo = active.Silos[(key.GetUniformHashCode() & int.MaxValue) % active.Silos.Length];
        result = new GrainAddress { GrainId = key, SiloAddress = silo, MembershipVersion = snapshot.Version };
        return true;
    }

    public void AddOrUpdate(GrainAddress value, int version)
    {
    }

    public bool Remove(GrainId key) => false;

    public bool Remove(GrainAddress key) => false;

    public void Clear()
    {
    }

    /// <summary>The silos that take signers, in the order in which every process sorts them.</summary>
    private sealed record ActiveSilos(ClusterMembershipSnapshot Of, SiloAddress[] Silos)
    {
        public static ActiveSilos In(ClusterMembershipSnapshot snapshot) => new(snapshot, [.. snapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()]);
    }
}
