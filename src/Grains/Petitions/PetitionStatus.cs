using Petitions.Grains.Documents;
using Petitions.Grains.Retention;

namespace Petitions.Grains.Petitions;

/// <summary>How a petition stands, as admins see it.</summary>
[GenerateSerializer, Immutable, Alias("petitions.status")]
public sealed record PetitionStatus
{
    /// <summary>The terms.</summary>
    [Id(0)] public required Petition Terms { get; init; }

    /// <summary>Where it is in its life.</summary>
    [Id(1)] public required PetitionPhase Phase { get; init; }

    /// <summary>The count, whatever the public is shown of it.</summary>
    [Id(2)] public required long Count { get; init; }

    /// <summary>The signatures by state; null when there are too many to look through in the time that a call has.</summary>
    [Id(3)] public SignatureStatistics? Signatures { get; init; }

    /// <summary>The outbox.</summary>
    [Id(4)] public required MailCounts Mail { get; init; }

    /// <summary>When the days of retention begin and end as things stand; null while they have not begun.</summary>
    [Id(5)] public RetentionPeriod? Retention { get; init; }
}

/// <summary>The rows of a petition by state.</summary>
[GenerateSerializer, Immutable, Alias("petitions.signature-figures")]
public sealed record SignatureStatistics
{
    /// <summary>In the count.</summary>
    [Id(0)] public long Counted { get; init; }

    /// <summary>Wait for a confirmation.</summary>
    [Id(1)] public long Pending { get; init; }

    /// <summary>Taken back by their signers.</summary>
    [Id(2)] public long Withdrawn { get; init; }

    /// <summary>
    /// Taken back in a later epoch than they were signed in, so that the addressee may have the name. Among <see cref="Withdrawn"/>, but
    /// for those that were erased and asked for again, which are <see cref="Pending"/> or <see cref="Expired"/> until somebody confirms.
    /// </summary>
    [Id(3)] public long WithdrawnAfterHandover { get; init; }

    /// <summary>Invalidated by an admin.</summary>
    [Id(4)] public long Invalidated { get; init; }

    /// <summary>Not confirmed in time.</summary>
    [Id(5)] public long Expired { get; init; }

    /// <summary>Rows of any state that still hold sealed data.</summary>
    [Id(6)] public long Sealed { get; init; }
}
