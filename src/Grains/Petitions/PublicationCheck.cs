using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>What the publication of a document would change.</summary>
/// <param name="Effect">The kind of change.</param>
/// <param name="Difference">From the newest text to this one; null when there is no petition yet, or nothing changes.</param>
/// <param name="Counted">Counted signatures so far: they keep the version that their signers saw.</param>
/// <param name="KeptClosesAt">The date of closing that stays, as it was extended beyond that of the document; null when none was.</param>
[GenerateSerializer, Immutable, Alias("petitions.publication-check")]
public sealed record PublicationCheck(
    [property: Id(0)] PublicationEffect Effect, [property: Id(1)] DocumentDifference? Difference, [property: Id(2)] long Counted,
    [property: Id(3)] DateTimeOffset? KeptClosesAt);
