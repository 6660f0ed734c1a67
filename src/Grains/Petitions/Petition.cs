using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Petitions.Grains.Documents;

namespace Petitions.Grains.Petitions;

/// <summary>
/// The terms of one petition as they stand now: what <see cref="IPetitionGrain"/> keeps, the registry lists and every process holds
/// in its catalogue.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.petition")]
public sealed record Petition
{
    /// <summary>The number that rows refer to; given by the registry.</summary>
    [Id(0)] public required int Id { get; init; }

    /// <summary>The name in addresses.</summary>
    [Id(1)] public required string Slug { get; init; }

    /// <summary>Grows by one with every change of these terms, whatever it is.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>Staff closed the petition. Shards in the ledger say so too, and theirs is the word that counts.</summary>
    [Id(3), JsonPropertyName("ClosedByStaff")] public bool ClosedByAdmin { get; init; }

    /// <summary>The facts of the newest version.</summary>
    [Id(4)] public required PetitionFacts Facts { get; init; }

    /// <summary>The texts of the newest version, one per language; the first is the one shown when none fits.</summary>
    [Id(5)] public required ImmutableArray<PetitionText> Texts { get; init; }

    /// <summary>Every version ever published, in ascending order of <see cref="DocumentVersion.Number"/>.</summary>
    [Id(6)] public required ImmutableArray<DocumentVersion> Versions { get; init; }

    /// <summary>When staff last closed the petition; null when it was never, or before this was kept.</summary>
    [Id(7), JsonPropertyName("ClosedByStaffAt")] public DateTimeOffset? ClosedByAdminAt { get; init; }

    /// <summary>When names were last handed over to the addressee; null when they never were.</summary>
    [Id(8)] public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>When the petition's keys were destroyed and personal data with them; null when they are there. It stays closed from then on.</summary>
    [Id(9)] public DateTimeOffset? KeysDestroyedAt { get; init; }

    /// <summary>When the last row was emptied of its sealed data; null before.</summary>
    [Id(10)] public DateTimeOffset? DataEmptiedAt { get; init; }

    /// <summary>When a publication last changed the date of closing or the days of retention; null when none did.</summary>
    [Id(11)] public DateTimeOffset? RetentionChangedAt { get; init; }

    /// <summary>Number of the newest version.</summary>
    public int CurrentVersion => Versions[^1].Number;

    /// <summary>The text in the language asked for, or the first one.</summary>
    public PetitionText TextFor(string? lang)
    {
        foreach (var text in Texts)
            if (string.Equals(text.Lang, lang, StringComparison.OrdinalIgnoreCase)) return text;
        return Texts[0];
    }

    /// <summary>Where the petition is in its life at <paramref name="now"/>.</summary>
    public PetitionPhase PhaseAt(DateTimeOffset now) =>
        ClosedByAdmin || KeysDestroyedAt is not null || now >= Facts.ClosesAt ? PetitionPhase.Closed
        : now < Facts.OpensAt ? PetitionPhase.Scheduled
        : PetitionPhase.Open;

    /// <summary>Since when the petition has been closed, the earlier of date and staff; null when it is not, or nobody knows.</summary>
    public DateTimeOffset? ClosedSince(DateTimeOffset now)
    {
        var byDate = Facts.ClosesAt is { } closesAt && now >= closesAt ? closesAt : (DateTimeOffset?)null;
        var byAdmin = ClosedByAdmin ? ClosedByAdminAt : null;
        return byDate is { } date && byAdmin is { } admin ? (date < admin ? date : admin) : byDate ?? byAdmin;
    }
}

/// <summary>Where a petition is in its life.</summary>
public enum PetitionPhase
{
    /// <summary>Published, not open yet.</summary>
    Scheduled,

    /// <summary>Takes signatures.</summary>
    Open,

    /// <summary>Takes no more, by date or by staff.</summary>
    Closed,
}

/// <summary>
/// One published version. Text that has been signed is never changed in place: a changed text is a new version, and each signature
/// refers to the one its signer saw.
/// </summary>
/// <param name="Number">1 for the first version, then ascending.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Consents">What signers of this version consent to: one record per language, without and with newsletter.</param>
[GenerateSerializer, Immutable, Alias("petitions.version")]
public sealed record DocumentVersion(
    [property: Id(0)] int Number, [property: Id(1)] DateTimeOffset PublishedAt, [property: Id(2)] ImmutableArray<ConsentRecord> Consents);

/// <summary>
/// What a signature's consent was, kept as a row that signatures refer to (GDPR Art. 7(1): the controller must be able to demonstrate it).
/// </summary>
/// <param name="Number">Unique within the petition; the signature row holds it.</param>
/// <param name="Lang">Language of the text that was read.</param>
/// <param name="TextHash">Hash of everything that was shown; see <see cref="PetitionText.Hash"/>.</param>
/// <param name="Given">The consents that were given together.</param>
[GenerateSerializer, Immutable, Alias("petitions.consent-record")]
public sealed record ConsentRecord(
    [property: Id(0)] int Number, [property: Id(1)] string Lang, [property: Id(2)] string TextHash, [property: Id(3)] ImmutableArray<Consent> Given)
{
    /// <summary>True when the newsletter is among what was given.</summary>
    public bool IncludesNewsletter => Given.Any(consent => consent.Id == Consent.Newsletter);
}

/// <summary>One consent.</summary>
/// <param name="Id">Which one: <see cref="Transfer"/>, <see cref="Signing"/> or <see cref="Newsletter"/>.</param>
/// <param name="Version">Version of its text, chosen by the author.</param>
/// <param name="TextHash">SHA-256 of its text in lower-case hexadecimal.</param>
/// <param name="Method">How it was given.</param>
/// <param name="Country">Destination country of a transfer, else null.</param>
/// <param name="Adequacy">The destination's status at that time, else null.</param>
[GenerateSerializer, Immutable, Alias("petitions.consent")]
public sealed record Consent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Version,
    [property: Id(2)] string TextHash,
    [property: Id(3)] ConsentMethod Method,
    [property: Id(4)] string? Country,
    [property: Id(5)] Adequacy? Adequacy)
{
    /// <summary>Names go to another country.</summary>
    public const string Transfer = "transfer";

    /// <summary>Names stay with the controller and go to the addressee in the same country.</summary>
    public const string Signing = "signing";

    /// <summary>The controller may write about other matters; never required.</summary>
    public const string Newsletter = "newsletter";
}
