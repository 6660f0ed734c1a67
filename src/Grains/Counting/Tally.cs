namespace Petitions.Grains.Counting;

/// <summary>The count of a petition at one moment.</summary>
/// <param name="Count">Signatures in state counted, as the slots say it: the sum over all of them.</param>
/// <param name="Version">Grows whenever the count or the terms change; never falls, also not over a restart.</param>
/// <param name="AsOf">When the newest reading in it was taken.</param>
[GenerateSerializer, Immutable, Alias("petitions.tally")]
public sealed record Tally([property: Id(0)] long Count, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset AsOf);

/// <summary>One slot's absolute values after a commit.</summary>
/// <param name="Slot">Which of the petition's slots.</param>
/// <param name="Counted">Signatures counted in it.</param>
/// <param name="Version">Grows with every change of <paramref name="Counted"/>.</param>
[GenerateSerializer, Immutable, Alias("petitions.slot-reading")]
public readonly record struct SlotReading([property: Id(0)] short Slot, [property: Id(1)] long Counted, [property: Id(2)] long Version);
