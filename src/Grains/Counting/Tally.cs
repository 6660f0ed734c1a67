using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Counting;

/// <summary>
/// The count of a petition at one moment, with everything that is shown with it. Equal versions have equal content.
/// </summary>
/// <param name="Count">Signatures in state counted: the sum of all shards; with <c>counter: steps</c> rounded down.</param>
/// <param name="CountVersion">Increases with every change of <paramref name="Count"/>; never decreases, not even after a restart.</param>
/// <param name="TermsVersion">Increases when the terms change or the petition opens or closes; never decreases.</param>
/// <param name="Phase">Phase of the petition: before opening, open or closed.</param>
/// <param name="Counter">How precisely the public count is shown.</param>
/// <param name="Goals">Goals in ascending order.</param>
/// <param name="AsOf">When the count was read.</param>
[GenerateSerializer, Immutable, Alias("petitions.tally")]
public sealed record Tally(
    [property: Id(0)] long Count,
    [property: Id(1)] long CountVersion,
    [property: Id(2)] long TermsVersion,
    [property: Id(3)] PetitionPhase Phase,
    [property: Id(4)] CounterDisplay Counter,
    [property: Id(5)] ImmutableArray<long> Goals,
    [property: Id(6)] DateTimeOffset AsOf)
{
    /// <summary>Increases with every change except of <see cref="AsOf"/>.</summary>
    public long Version => CountVersion + TermsVersion;

    /// <summary>
    /// Those of <see cref="Count"/> that nobody sent through the page; changes only together with it. None with <c>counter: steps</c>: they
    /// would show single signatures.
    /// </summary>
    [Id(7)] public SourceCounts Sources { get; init; }
}

/// <summary>The absolute values of one count shard after a commit.</summary>
/// <param name="Shard">Number of the shard within the petition.</param>
/// <param name="Counted">Signatures counted in this shard.</param>
/// <param name="Version">Increases with every change of <paramref name="Counted"/>.</param>
/// <param name="Paper">Those of <paramref name="Counted"/> that were entered from paper.</param>
/// <param name="Imported">Those of <paramref name="Counted"/> that were imported.</param>
[GenerateSerializer, Immutable, Alias("petitions.shard-reading")]
public readonly record struct TallyShard(
    [property: Id(0)] short Shard, [property: Id(1)] long Counted, [property: Id(2)] long Version, [property: Id(3)] long Paper = 0,
    [property: Id(4)] long Imported = 0);

/// <summary>Counted signatures that did not come through the page.</summary>
/// <param name="Paper">Entered from paper.</param>
/// <param name="Imported">Imported from another platform.</param>
[GenerateSerializer, Immutable, Alias("petitions.source-counts")]
public readonly record struct SourceCounts([property: Id(0)] long Paper, [property: Id(1)] long Imported);
