using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Petitions.Grains.Documents;
using Petitions.Grains.Retention;

namespace Petitions.Grains.Petitions;

/// <summary>
/// The terms of one petition as they stand now: what <see cref="IPetitionGrain"/> keeps, the database lists and every process holds
/// in its catalogue.
/// </summary>
[GenerateSerializer, Immutable, Alias("petitions.petition")]
public sealed record Petition
{
    /// <summary>The number that rows refer to; given by the database.</summary>
    [Id(0)] public required int Id { get; init; }

    /// <summary>The name in addresses.</summary>
    [Id(1)] public required string Slug { get; init; }

    /// <summary>Grows by one with every change of these terms, whatever it is.</summary>
    [Id(2)] public required int Revision { get; init; }

    /// <summary>An admin closed the petition. The shards say so too, and they decide.</summary>
    [Id(3), JsonPropertyName("ClosedByStaff")] public bool ClosedByAdmin { get; init; }

    /// <summary>The facts of the newest version.</summary>
    [Id(4)] public required PetitionFacts Facts { get; init; }

    /// <summary>The texts of the newest version, one per language; the first is the one shown when none fits.</summary>
    [Id(5)] public required ImmutableArray<PetitionText> Texts { get; init; }

    /// <summary>Every version ever published, in ascending order of <see cref="DocumentVersion.Number"/>.</summary>
    [Id(6)] public required ImmutableArray<DocumentVersion> Versions { get; init; }

    /// <summary>When an admin last closed the petition; null when it was never, or before this was kept.</summary>
    [Id(7), JsonPropertyName("ClosedByStaffAt")] public DateTimeOffset? ClosedByAdminAt { get; init; }

    /// <summary>When names were last handed over to the addressee; null when they never were.</summary>
    [Id(8)] public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>
    /// When the petition's keys were destroyed and personal data with them; null when they are there. It stays closed from then on.
    /// </summary>
    [Id(9)] public DateTimeOffset? KeysDestroyedAt { get; init; }

    /// <summary>When the personal data of the last row was erased; null before.</summary>
    [Id(10)] public DateTimeOffset? DataEmptiedAt { get; init; }

    /// <summary>When a publication last changed the date of closing or the days of retention; null when none did.</summary>
    [Id(11)] public DateTimeOffset? RetentionChangedAt { get; init; }

    /// <summary>
    /// When an admin took the petition off the public pages; null when it is on them. It is closed then, its signers keep their pages, and
    /// their data is kept for its days of retention.
    /// </summary>
    [Id(12)] public DateTimeOffset? UnlistedAt { get; init; }

    /// <summary>
    /// It was never public: only admins find it, and whoever has its preview address. Nobody can sign it, and no version of it is stored.
    /// </summary>
    [Id(13)] public bool IsDraft { get; init; }

    /// <summary>Opens the preview of a draft: 128 random bits in hexadecimal. Null when it never was one.</summary>
    [Id(14)] public string? PreviewToken { get; init; }

    /// <summary>When an admin archived the petition, which closed it; null when it is not in the archive.</summary>
    [Id(15)] public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The extension that made the date of closing what it is; null when a document did.</summary>
    [Id(16)] public Extension? Extension { get; init; }

    /// <summary>The cut-off of the last hand-over; null when there was none, or before this was kept.</summary>
    [Id(17)] public DateTimeOffset? HandedOverUpTo { get; init; }

    /// <summary>Consents that came with imported signatures, beside those of the versions.</summary>
    [Id(30)] public ImmutableArray<ImportConsent> ImportConsents { get; init; } = [];

    /// <summary>Every consent that a signature may refer to by its number.</summary>
    [JsonIgnore] public IEnumerable<ConsentRecord> ConsentRecords =>
        Versions.SelectMany(version => version.Consents).Concat(ImportConsents.Select(imported => imported.Record));

    /// <summary>Number of the newest version.</summary>
    public int CurrentVersion => Versions[^1].Number;

    /// <summary>
    /// Language of what all texts share, such as the addressee and the controller: that of the first text, whose file states most of it.
    /// </summary>
    public string FactsLang => Texts[0].Lang;

    /// <summary>The text in the language that fits best, or the first one; see <see cref="LanguageLookup"/>.</summary>
    public PetitionText TextFor(string? lang) => FindText(lang) ?? Texts[0];

    /// <summary>The text in the language that fits best; null when none does.</summary>
    public PetitionText? FindText(string? lang) =>
        LanguageLookup.Find(lang, Texts, static text => text.Lang) is >= 0 and var found ? Texts[found] : null;

    /// <summary>What the public sees of the petition's life at <paramref name="now"/>. A draft is not open yet.</summary>
    public PetitionPhase PhaseAt(DateTimeOffset now) =>
        IsDraft ? PetitionPhase.Scheduled
        : ClosedByAdmin || KeysDestroyedAt is not null || now >= Facts.ClosesAt ? PetitionPhase.Closed
        : now < Facts.OpensAt ? PetitionPhase.Scheduled
        : PetitionPhase.Open;

    /// <summary>Where the petition is in its life at <paramref name="now"/>, as admins see it.</summary>
    public PetitionStage StageAt(DateTimeOffset now) =>
        IsDraft ? PetitionStage.Draft
        : ArchivedAt is not null ? PetitionStage.Archived
        : PhaseAt(now) switch
        {
            PetitionPhase.Scheduled => PetitionStage.Scheduled,
            PetitionPhase.Open => PetitionStage.Open,
            _ => HandedOverUpTo >= ClosedSince(now) ? PetitionStage.HandedOver : PetitionStage.Closed,
        };

    /// <summary>
    /// Since when the petition has been closed, by date or by an admin, whichever came first; null when it is not closed, or unknown.
    /// </summary>
    public DateTimeOffset? ClosedSince(DateTimeOffset now)
    {
        if (IsDraft) return null;
        var byDate = Facts.ClosesAt is { } closesAt && now >= closesAt ? closesAt : (DateTimeOffset?)null;
        var byAdmin = ClosedByAdmin ? ClosedByAdminAt : null;
        return byDate is { } date && byAdmin is { } admin ? (date < admin ? date : admin) : byDate ?? byAdmin;
    }

    /// <summary>
    /// How long personal data is kept, as it stands at <paramref name="now"/>; null while the petition is not closed, or nobody knows since
    /// when.
    /// </summary>
    public RetentionPeriod? RetentionAt(DateTimeOffset now) =>
        RetentionPeriod.Of(new(Facts.RetentionDays, ClosedSince(now), HandedOverAt, RetentionChangedAt));

    /// <summary>True when the petition's personal data is to be destroyed, or was.</summary>
    public bool IsRetentionOver(DateTimeOffset now) =>
        KeysDestroyedAt is not null || RetentionAt(now) is { } period && now >= period.EndsAt;
}
