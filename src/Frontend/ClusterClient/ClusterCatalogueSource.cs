using Petitions.Frontend.Hosting;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Where a front end that is only a client reads the catalogue: the cluster, since it holds no database credential. Because it asks twice
/// a second, it also knows whether the cluster can be reached, and with it whether signatures can be taken.
/// </summary>
internal sealed class ClusterCatalogueSource(IGrainFactory grains, TimeProvider time) : ICatalogueSource, IReadiness
{
    /// <summary>A cluster that has not answered for this long is away.</summary>
    public static readonly TimeSpan AwayAfter = TimeSpan.FromSeconds(5);

    private long _answeredAt;

    /// <inheritdoc/>
    public string? Missing
    {
        get
        {
            var at = Volatile.Read(ref _answeredAt);
            if (at == 0) return "The catalogue of petitions has not been read from the cluster yet.";
            var silence = time.GetElapsedTime(at);
            return silence < AwayAfter ? null : $"The cluster has not answered for {(int)silence.TotalSeconds} s.";
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
