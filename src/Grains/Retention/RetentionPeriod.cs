using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Retention;

/// <summary>
/// How long a petition keeps personal data (GDPR Art. 5(1)(e)). The days of the document begin with the hand-over, or, where nothing was
/// handed over, when the petition was closed; in any case not before it is closed, and not before the publication that last moved the date
/// of closing or the days: a slip of the pen in a document must not destroy on the spot what nobody can bring back. Pure.
/// </summary>
/// <param name="BeginsAt">The first moment of the days.</param>
/// <param name="EndsAt">From this moment on nothing is kept any more.</param>
[GenerateSerializer, Immutable, Alias("petitions.retention-period")]
public readonly record struct RetentionPeriod([property: Id(0)] DateTimeOffset BeginsAt, [property: Id(1)] DateTimeOffset EndsAt)
{
    /// <summary>The period as it stands at <paramref name="now"/>; null while the petition is not closed, or nobody knows since when.</summary>
    public static RetentionPeriod? Of(Petition petition, DateTimeOffset now)
    {
        if (petition.PhaseAt(now) != PetitionPhase.Closed || petition.ClosedSince(now) is not { } begins) return null;
        // What was signed after an earlier hand-over was never handed over: its days begin with the closing.
        if (petition.HandedOverAt > begins) begins = petition.HandedOverAt.Value;
        if (petition.RetentionChangedAt > begins) begins = petition.RetentionChangedAt.Value;
        return new(begins, begins.AddDays(petition.Facts.RetentionDays));
    }

    /// <summary>True when the petition's personal data is to be destroyed, or was.</summary>
    public static bool IsOver(Petition petition, DateTimeOffset now) =>
        petition.KeysDestroyedAt is not null || Of(petition, now) is { } period && now >= period.EndsAt;
}
