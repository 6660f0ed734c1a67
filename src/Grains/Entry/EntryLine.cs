using System.Collections.Immutable;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Entry;

/// <summary>One signature that an admin enters, after <see cref="EntryValidator"/>.</summary>
[GenerateSerializer, Immutable, Alias("petitions.entry-line")]
public sealed record EntryLine
{
    /// <summary>The person, as it is computed from the e-mail address; null without one, then sheet and line are the identity.</summary>
    [Id(0)] public Guid? SignerKey { get; init; }

    /// <summary>Given name.</summary>
    [Id(1)] public required string GivenName { get; init; }

    /// <summary>Family name.</summary>
    [Id(2)] public required string FamilyName { get; init; }

    /// <summary>The e-mail address as written; null when there is none.</summary>
    [Id(3)] public string? Email { get; init; }

    /// <summary>Place of residence, or null.</summary>
    [Id(4)] public string? Place { get; init; }

    /// <summary>Country of residence, ISO 3166-1 alpha-2, or null.</summary>
    [Id(5)] public string? Country { get; init; }

    /// <summary>The sheet of paper and the line on it; null when it was not on paper.</summary>
    [Id(6)] public PaperPlace? Paper { get; init; }

    /// <summary>When it was signed; null when that is not known.</summary>
    [Id(7)] public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The other platform had confirmed the e-mail address.</summary>
    [Id(8)] public bool IsConfirmed { get; init; }

    /// <summary>The other platform says that the person consented to the processing of their data.</summary>
    [Id(9)] public bool HasConsent { get; init; }

    /// <summary>What the file says about time and consent, kept with the personal data; or null.</summary>
    [Id(10)] public string? Evidence { get; init; }
}

/// <summary>A line of a sheet: what was signed there counts once.</summary>
/// <param name="Sheet">Name of the sheet, in capitals, such as A-17.</param>
/// <param name="Line">Number of the line, from 1.</param>
[GenerateSerializer, Immutable, Alias("petitions.paper-place")]
public readonly record struct PaperPlace([property: Id(0)] string Sheet, [property: Id(1)] int Line);

/// <summary>Lines that are entered together.</summary>
[GenerateSerializer, Immutable, Alias("petitions.entry-batch")]
public sealed record EntryBatch
{
    /// <summary>Where they come from: paper or an import.</summary>
    [Id(0)] public required SignatureSource Source { get; init; }

    /// <summary>Only tells what would be done.</summary>
    [Id(1)] public bool IsDryRun { get; init; }

    /// <summary>Version of the document that is printed on the sheets; null means the current one.</summary>
    [Id(2)] public int? DocumentVersion { get; init; }

    /// <summary>Language of the sheets; null means the default language of the petition.</summary>
    [Id(3)] public string? Lang { get; init; }

    /// <summary>The platform that an import comes from.</summary>
    [Id(4)] public string? Platform { get; init; }

    /// <summary>
    /// Evidence that the consent which people gave there covers everything that signers consent to here; null when it does not.
    /// </summary>
    [Id(5)] public string? ConsentEvidence { get; init; }

    /// <summary>At most <see cref="IEntryGrain.LinesMax"/>.</summary>
    [Id(6)] public required ImmutableArray<EntryLine> Lines { get; init; }
}
