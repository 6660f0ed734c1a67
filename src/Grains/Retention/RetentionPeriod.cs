namespace Petitions.Grains.Retention;

/// <summary>
/// How long a petition keeps personal data (GDPR Art. 5(1)(e)). The days of retention begin with the hand-over, or with the closing when
/// nothing was handed over. They never begin before the closing, and never before the publication that last changed the date of closing
/// or the number of days: a typing error in a document must not destroy data at once. Pure.
/// </summary>
/// <param name="BeginsAt">When the days begin.</param>
/// <param name="EndsAt">From this moment on nothing is kept any more.</param>
[GenerateSerializer, Immutable, Alias("petitions.retention-period")]
public readonly record struct RetentionPeriod([property: Id(0)] DateTimeOffset BeginsAt, [property: Id(1)] DateTimeOffset EndsAt)
{
    /// <summary>The period by these terms; null while the petition is not closed, or when nobody knows since when it is.</summary>
    public static RetentionPeriod? Of(RetentionTerms terms)
    {
        if (terms.ClosedAt is not { } begins) return null;
        // What was signed after an earlier hand-over was never handed over: its days begin with the closing.
        if (terms.HandedOverAt > begins) begins = terms.HandedOverAt.Value;
        if (terms.ChangedAt > begins) begins = terms.ChangedAt.Value;
        return new(begins, begins.AddDays(terms.Days));
    }
}
