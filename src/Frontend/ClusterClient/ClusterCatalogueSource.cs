using Petitions.Frontend.Signing;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Reads the catalogue from the cluster, since a front end of its own holds no database credentials. It is polled twice a second.
/// </summary>
internal sealed class ClusterCatalogueSource(IGrainFactory grains, GatewayLossSignal lost) : ICatalogueSource
{
    /// <inheritdoc/>
    public async Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(change, cancel);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The gateway was given up; the next call takes another.
            return await ReadAsync(change, cancel);
        }
    }

    private async Task<CatalogueChanges> ReadAsync(long change, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, lost.Token);
        return await grains.GetGrain<ICatalogueGrain>(0).Changes(change).WaitAsync(ended.Token);
    }
}
