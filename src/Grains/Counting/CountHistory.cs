using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Counting;

/// <summary>The history of a petition's count as stored. The front end rounds it for the public.</summary>
/// <param name="Points">The points in the <see cref="CountWindow"/>, oldest first.</param>
/// <param name="Total">The count at <paramref name="AsOf"/>.</param>
/// <param name="Counter">How precisely the public count is shown.</param>
/// <param name="AsOf">When the history was read.</param>
[GenerateSerializer, Immutable, Alias("petitions.count-history")]
public sealed record CountHistory(
    [property: Id(0)] ImmutableArray<CountPoint> Points,
    [property: Id(1)] long Total,
    [property: Id(2)] CounterDisplay Counter,
    [property: Id(3)] DateTimeOffset AsOf);
