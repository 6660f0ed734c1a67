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
    /// <summary>The period by these terms; null while the petition is not closed, or when the time of closing is unknown.</summary>
    public static RetentionPeriod? Of(RetentionTerms terms)
    {
        if (terms.ClosedAt is not { } begins) return null;
        // What was signed after an earlier hand-over was never handed over: its days begin with the closing.
        if (terms.HandedOverAt > begins) begins = terms.HandedOverAt.Value;
        if (terms.ChangedAt > begins) begins = terms.ChangedAt.Value;
        return new(begins, begins.AddDays(terms.Days));
    }
}
