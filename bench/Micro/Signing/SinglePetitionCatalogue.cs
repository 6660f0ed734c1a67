using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Petitions.Grains.Petitions;

namespace Petitions.Bench.Micro.Signing;

/// <summary>A catalogue with the demo petition only.</summary>
internal sealed class SinglePetitionCatalogue : IPetitionCatalogue
{
    public bool IsLoaded => true;

    public ImmutableArray<Petition> Listed => [SampleData.Petition];

    public ImmutableArray<Petition> All => Listed;

    public bool TryFind(string slug, [NotNullWhen(true)] out Petition? petition) =>
        (petition = slug == SampleData.Petition.Slug ? SampleData.Petition : null) is not null;

    public bool TryFindDraft(string slug, [NotNullWhen(true)] out Petition? draft) => (draft = null) is not null;

    public bool TryFind(int id, [NotNullWhen(true)] out Petition? petition) =>
        (petition = id == SampleData.Petition.Id ? SampleData.Petition : null) is not null;

    public Task RefreshAsync(CancellationToken cancel) => Task.CompletedTask;
}
