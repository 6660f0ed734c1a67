using System.Collections.Immutable;

namespace Petitions.Grains.Petitions;

/// <summary>Where a process reads its catalogue from: the database in a silo, the cluster in a front end of its own.</summary>
public interface ICatalogueSource
{
    /// <summary>What was listed since <paramref name="change"/>, in order; 0 reads everything.</summary>
    Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel);
}

/// <summary>Petitions whose terms changed.</summary>
/// <param name="Change">The newest change in it; the next read starts here.</param>
/// <param name="Petitions">Their terms.</param>
/// <param name="Removed">Numbers of the petitions that were removed.</param>
[GenerateSerializer, Immutable, Alias("petitions.catalogue-changes")]
public sealed record CatalogueChanges(
    [property: Id(0)] long Change, [property: Id(1)] ImmutableArray<Petition> Petitions, [property: Id(2)] ImmutableArray<int> Removed);
