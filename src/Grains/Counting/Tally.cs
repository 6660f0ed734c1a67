using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Counting;

/// <summary>
/// The count of a petition at one moment, with everything that is shown beside it, so that one version always shows the same.
/// </summary>
/// <param name="Count">Signatures in state counted, as the shards say it: the sum over all of them.</param>
/// <param name="CountVersion">Grows whenever the count changes; never falls, also not over a restart.</param>
/// <param name="TermsVersion">Grows whenever the terms change or the petition opens or closes; never falls either.</param>
/// <param name="Phase">Where the petition is in its life.</param>
/// <param name="Counter">How exactly the public sees the count.</param>
/// <param name="Goals">Goals in ascending order.</param>
/// <param name="AsOf">When this was so.</param>
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
    /// <summary>Grows whenever anything of this but the time changes.</summary>
    public long Version => CountVersion + TermsVersion;
}

/// <summary>One shard's absolute values after a commit.</summary>
/// <param name="Shard">Which of the petition's shards.</param>
/// <param name="Counted">Signatures counted in it.</param>
/// <param name="Version">Grows with every change of <paramref name="Counted"/>.</param>
[GenerateSerializer, Immutable, Alias("petitions.shard-reading")]
public readonly record struct TallyShard([property: Id(0)] short Shard, [property: Id(1)] long Counted, [property: Id(2)] long Version);
