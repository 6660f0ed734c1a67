using System.Collections.Immutable;
using Orleans.Concurrency;
using Petitions.Grains.Counting;

namespace Petitions.Grains.Petitions;

/// <summary>
/// One petition: its terms and its tally. Never on the path of a signature. The key is made by <see cref="Slug.ToGrainKey"/>; callers
/// look the slug up in the catalogue first, so that an unknown one activates nothing.
/// </summary>
[Alias("petitions.petition-grain")]
public interface IPetitionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Makes <paramref name="document"/> the newest version, or changes nothing when its texts and facts are those of the newest one.
    /// Changed dates or goals alone make no new version.
    /// </summary>
    [Alias("publish")]
    Task<Petition> Publish(PetitionDocument document);

    /// <summary>The terms; null when nothing was ever published under this key.</summary>
    [Alias("terms")]
    Task<Petition?> Terms();

    /// <summary>
    /// Closes or opens by staff. When a close returns, every signature that was acknowledged is in the count and none will be added.
    /// Returns the terms as they are now, or null when nothing was ever published under this key.
    /// </summary>
    [Alias("set-open")]
    Task<Petition?> SetOpen(bool open);

    /// <summary>
    /// Takes what silos committed: absolute values, so that a report may come late, twice or in any order. The highest version of each
    /// slot stands.
    /// </summary>
    [Alias("report"), AlwaysInterleave]
    Task Report(ImmutableArray<SlotReading> readings);

    /// <summary>The tally; null when nothing was ever published under this key.</summary>
    [Alias("tally"), AlwaysInterleave]
    Task<Tally?> Tally();
}
