using System.Collections.Immutable;

namespace Petitions.Grains.Handover;

/// <summary>One hand-over of a petition: a parcel for its recipients, one that is being made, or one that could not be.</summary>
[GenerateSerializer, Immutable, Alias("petitions.parcel")]
public sealed record Parcel
{
    /// <summary>1 for the first of the petition, then ascending.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>The last epoch of the parcel: every signature up to it is in this parcel, in an earlier one, or excluded.</summary>
    [Id(1)] public required int CutOff { get; init; }

    /// <summary>When the cut-off was made.</summary>
    [Id(2)] public required DateTimeOffset BegunAt { get; init; }

    /// <summary>Who asked for it.</summary>
    [Id(3)] public required string BegunBy { get; init; }

    /// <summary>When the parcel was complete; null while it is being made.</summary>
    [Id(4)] public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Signatures in it.</summary>
    [Id(5)] public long Signatures { get; init; }

    /// <summary>The root of the Merkle tree over its lines, in lower-case hexadecimal; null while it is being made.</summary>
    [Id(6)] public string? Fingerprint { get; init; }

    /// <summary>Why there is no parcel, as no signature may be handed over; null when there is one.</summary>
    [Id(7)] public string? Refusal { get; init; }

    /// <summary>Names of the files, in the order of the manifest.</summary>
    [Id(8)] public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The letters of the signers are printed, too.</summary>
    [Id(9)] public bool Letters { get; init; } = true;
}

/// <summary>How far a hand-over under way has come.</summary>
/// <param name="Rows">Rows that were looked at.</param>
/// <param name="Seconds">Seconds since this attempt began; a restart of the process begins a new one.</param>
/// <param name="Failure">Why the last attempt failed; it is tried again. Null when none did.</param>
[GenerateSerializer, Immutable, Alias("petitions.handover-progress")]
public sealed record HandoverProgress([property: Id(0)] long Rows, [property: Id(1)] double Seconds, [property: Id(2)] string? Failure);
