namespace Petitions.Grains.Petitions;

/// <summary>Where a process reads its catalogue from: the registry in a silo, the cluster in a front end.</summary>
public interface ICatalogueSource
{
    /// <summary>What was listed since <paramref name="change"/>; 0 reads everything.</summary>
    Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel);
}
