using Orleans.Concurrency;
using Petitions.Grains.Keys;

namespace Petitions.Grains.Petitions;

/// <summary>What a front end that is only a client asks the cluster about: it holds no database credential. The key is always 0.</summary>
[Alias("petitions.catalogue-grain")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>What was listed since <paramref name="change"/>; 0 reads everything.</summary>
    [Alias("changes")]
    Task<CatalogueChanges> Changes(long change);

    /// <summary>The check value of the cluster's pepper. A front end whose own differs would count everybody twice and must not start.</summary>
    [Alias("pepper-check-value")]
    Task<string> PepperCheckValue();
}

/// <inheritdoc cref="ICatalogueGrain"/>
[StatelessWorker]
internal sealed class CatalogueGrain(ICatalogueSource source, Pepper pepper) : Grain, ICatalogueGrain
{
    public async Task<CatalogueChanges> Changes(long change)
    {
        try
        {
            return await source.ReadChangesAsync(change, CancellationToken.None);
        }
        catch (Exception e)
        {
            // A front end has no database provider and could not read what one throws: its log would have a page of that for each poll.
            throw new InvalidOperationException($"The silo could not read the petitions: {e.Message}");
        }
    }

    public Task<string> PepperCheckValue() => Task.FromResult(pepper.CheckValue);
}
