using Orleans.Concurrency;

namespace Petitions.Grains.Petitions;

/// <summary>The catalogue for front ends that are only clients: they hold no database credential. The key is always 0.</summary>
[Alias("petitions.catalogue-grain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>What was listed since <paramref name="change"/>; 0 reads everything.</summary>
    [Alias("changes")]
    Task<CatalogueChanges> Changes(long change);
}

/// <inheritdoc cref="ICatalogueGrain"/>
[StatelessWorker]
internal sealed class CatalogueGrain(ICatalogueSource source) : Grain, ICatalogueGrain
{
    public async Task<CatalogueChanges> Changes(long change)
    {
        try
        {
            return await source.ReadChangesAsync(change, CancellationToken.None);
        }
        catch (Exception e)
        {
            // A front end has no database driver and could not deserialise its exceptions: its log would have a page of that for each poll.
            throw new InvalidOperationException($"The silo could not read the petitions: {e.Message}");
        }
    }
}
