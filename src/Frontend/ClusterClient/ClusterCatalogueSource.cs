using Petitions.Frontend.Hosting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Reads the catalogue from the cluster, since a front end of its own holds no database credentials. It is polled twice a second, so it
/// also knows whether the cluster can be reached and signatures can be taken.
/// </summary>
internal sealed class ClusterCatalogueSource(IGrainFactory grains, TimeProvider time) : ICatalogueSource, IReadiness
{
    /// <summary>A cluster that has not answered for this long counts as unreachable.</summary>
    public static readonly TimeSpan UnreachableAfter = TimeSpan.FromSeconds(5);

    private long _answeredAt;

    /// <inheritdoc/>
    public string? Missing
    {
        get
        {
            var at = Volatile.Read(ref _answeredAt);
            if (at == 0) return "The catalogue of petitions has not been read from the cluster yet.";
            var silence = time.GetElapsedTime(at);
            return silence < UnreachableAfter ? null : $"The cluster has not answered for {(int)silence.TotalSeconds} s.";
        }
    }

    /// <inheritdoc/>
    public async Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel)
    {
        var changes = await grains.GetGrain<ICatalogueGrain>(0).Changes(change).WaitAsync(cancel);
        Volatile.Write(ref _answeredAt, time.GetTimestamp());
        return changes;
    }
}
