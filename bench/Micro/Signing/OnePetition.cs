using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Petitions.Grains.Petitions;

namespace Petitions.Bench.Micro.Signing;

/// <summary>A catalogue that knows the demo petition and no other.</summary>
internal sealed class OnePetition : IPetitionCatalogue
{
    public bool IsLoaded => true;

    public ImmutableArray<Petition> Listed => [Specimen.Petition];

    public bool TryFind(string slug, [NotNullWhen(true)] out Petition? petition) =>
        (petition = slug == Specimen.Petition.Slug ? Specimen.Petition : null) is not null;

    public bool TryFind(int id, [NotNullWhen(true)] out Petition? petition) =>
        (petition = id == Specimen.Petition.Id ? Specimen.Petition : null) is not null;

    public Task RefreshAsync(CancellationToken cancel) => Task.CompletedTask;
}
