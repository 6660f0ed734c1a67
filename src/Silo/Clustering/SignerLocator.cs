using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime.GrainDirectory;

namespace Petitions.Silo.Clustering;

/// <summary>
/// Where signers live, computed in the place where Orleans remembers it for others: hash modulo the silos that are active now, as
/// hash-based placement does. A call is addressed at once and on the caller's thread; asking placement for each new signer was one of the
/// things that together cost a quarter of the program's time (bench/README.md). Nothing is remembered, so no home outlives a change of
/// membership: the built-in cache keeps old ones for minutes, so that one person answers from two silos.
/// </summary>
internal sealed class SignerLocator(IClusterMembershipService membership) : IGrainDirectoryCache
{
    private Homes _homes = new(null!, []);

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        (result, version) = (null, 0);
        var snapshot = membership.CurrentSnapshot;
        var homes = Volatile.Read(ref _homes);
        if (!ReferenceEquals(homes.Of, snapshot)) Volatile.Write(ref _homes, homes = Homes.In(snapshot));
        // Placement answers instead, and says why there is no home.
        if (homes.Silos.Length == 0) return false;

        var silo = homes.Silos[(key.GetUniformHashCode() & int.MaxValue) % homes.Silos.Length];
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

    /// <summary>The silos that take signers, in the order that every process gives them.</summary>
    private sealed record Homes(ClusterMembershipSnapshot Of, SiloAddress[] Silos)
    {
        public static Homes In(ClusterMembershipSnapshot snapshot) => new(snapshot, [.. snapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()]);
    }
}
