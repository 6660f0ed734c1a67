using System.Collections.Immutable;
using Petitions.Grains.Counting;
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
    [Id(1)] public required PetitionStage Stage { get; init; }

    /// <summary>How it came there.</summary>
    [Id(7)] public required PetitionLife Life { get; init; }

    /// <summary>What will happen by date as things stand.</summary>
    [Id(8)] public required ImmutableArray<PlannedTransition> Planned { get; init; }

    /// <summary>The count, whatever the public is shown of it.</summary>
    [Id(2)] public required long Count { get; init; }

    /// <summary>The signatures by state; null when there are too many to look through in the time that a call has.</summary>
    [Id(3)] public SignatureStatistics? Signatures { get; init; }

    /// <summary>The outbox.</summary>
    [Id(4)] public required MailCounts Mail { get; init; }

    /// <summary>The consents that hold now, among counted signatures; null when there are too many to look through.</summary>
    [Id(6)] public ImmutableArray<ConsentCount>? Consents { get; init; }

    /// <summary>Those of <see cref="Count"/> that did not come through the page.</summary>
    [Id(30)] public SourceCounts Sources { get; init; }

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

    /// <summary>Rows of any state, and earlier attempts, that still hold sealed data.</summary>
    [Id(6)] public long Sealed { get; init; }
}

/// <summary>The counted signatures of one consent record.</summary>
/// <param name="Number">Number of the record.</param>
/// <param name="Signatures">Counted signatures that refer to it.</param>
/// <param name="WithoutNewsletter">Those among them whose consent to the newsletter was withdrawn alone.</param>
public readonly record struct ConsentRecordCount(int Number, long Signatures, long WithoutNewsletter);

/// <summary>How many counted signatures hold one consent now.</summary>
/// <param name="Id">Which consent.</param>
/// <param name="Version">Version of its text.</param>
/// <param name="Signatures">Counted signatures, without those that withdrew this consent.</param>
[GenerateSerializer, Immutable, Alias("petitions.consent-count")]
public sealed record ConsentCount([property: Id(0)] string Id, [property: Id(1)] string Version, [property: Id(2)] long Signatures)
{
    /// <summary>Adds up the consents of the records, in the order of the versions. Pure.</summary>
    public static ImmutableArray<ConsentCount> Of(Petition terms, ImmutableArray<ConsentRecordCount> records)
    {
        var held = from record in terms.ConsentRecords
                   join count in records on record.Number equals count.Number
                   from consent in record.Given
                   let withdrawn = consent.Id == Consent.Newsletter ? count.WithoutNewsletter : 0
                   group count.Signatures - withdrawn by (consent.Id, consent.Version) into signatures
                   select new ConsentCount(signatures.Key.Id, signatures.Key.Version, signatures.Sum());
        return [.. held];
    }
}
