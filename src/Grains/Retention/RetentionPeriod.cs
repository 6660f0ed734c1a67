using Petitions.Grains.Petitions;

namespace Petitions.Grains.Retention;

/// <summary>
/// How long a petition keeps personal data (GDPR Art. 5(1)(e)). The retention days begin with the hand-over, or with the closing when
/// nothing was handed over. They never begin before the closing, nor before the publication that last changed the closing date or the
/// number of days: a typing error in a document must not destroy data at once, because that cannot be undone. Pure.
/// </summary>
/// <param name="BeginsAt">Start of the retention period.</param>
/// <param name="EndsAt">From this time on, personal data is destroyed.</param>
[GenerateSerializer, Immutable, Alias("petitions.retention-period")]
public readonly record struct RetentionPeriod([property: Id(0)] DateTimeOffset BeginsAt, [property: Id(1)] DateTimeOffset EndsAt)
{
    /// <summary>
    /// The period as of <paramref name="now"/>; null while the petition is not closed, or when the time of closing is unknown.
    /// </summary>
    public static RetentionPeriod? Of(Petition petition, DateTimeOffset now)
    {
        if (petition.PhaseAt(now) != PetitionPhase.Closed || petition.ClosedSince(now) is not { } begins) return null;
        // Signatures after an earlier hand-over were not handed over: their period begins with the closing.
        if (petition.HandedOverAt > begins) begins = petition.HandedOverAt.Value;
        if (petition.RetentionChangedAt > begins) begins = petition.RetentionChangedAt.Value;
        return new(begins, begins.AddDays(petition.Facts.RetentionDays));
    }

    /// <summary>True when the personal data must be destroyed, or has been.</summary>
    public static bool IsOver(Petition petition, DateTimeOffset now) =>
        petition.KeysDestroyedAt is not null || Of(petition, now) is { } period && now >= period.EndsAt;
}
