using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Petitions.Grains.Petitions;

/// <summary>
/// Every published petition, in the memory of each process and refreshed by one poll, so that a page, a list or an unknown slug needs no
/// query and no grain call. May be behind by <see cref="PetitionCatalogue.PollEvery"/>.
/// </summary>
public interface IPetitionCatalogue
{
    /// <summary>False until the first read; a process is not ready before.</summary>
    bool IsLoaded { get; }

    /// <summary>Public petitions in the order of their slugs, without rehearsals and those that are not listed.</summary>
    ImmutableArray<Petition> Listed { get; }

    /// <summary>Every petition in the order of the slugs, drafts too.</summary>
    ImmutableArray<Petition> All { get; }

    /// <summary>
    /// The petition of that name; false when there is none, or a draft, of which the public must not learn.
    /// </summary>
    bool TryFind(string slug, [NotNullWhen(true)] out Petition? petition);

    /// <summary>The draft of that name, for admins and its preview; false when there is none, or it is public by now.</summary>
    bool TryFindDraft(string slug, [NotNullWhen(true)] out Petition? draft);

    /// <summary>The petition of that number, also a draft; false when there is none.</summary>
    bool TryFind(int id, [NotNullWhen(true)] out Petition? petition);

    /// <summary>Reads now instead of at the next poll.</summary>
    Task RefreshAsync(CancellationToken cancel);
}
