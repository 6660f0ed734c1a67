using System.Collections.Immutable;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Counting;

/// <summary>
/// How the count of a petition came to be what it is, exactly as stored; what the public sees of it is the front end's business.
/// </summary>
/// <param name="Points">What <see cref="CountWindow"/> shows, in order of time; the first is where the history begins.</param>
/// <param name="Total">The count at <paramref name="AsOf"/>.</param>
/// <param name="Counter">How exactly the public sees the count.</param>
/// <param name="AsOf">When this was so.</param>
[GenerateSerializer, Immutable, Alias("petitions.count-history")]
public sealed record CountHistory(
    [property: Id(0)] ImmutableArray<CountPoint> Points,
    [property: Id(1)] long Total,
    [property: Id(2)] CounterDisplay Counter,
    [property: Id(3)] DateTimeOffset AsOf);
