namespace Petitions.Grains.Retention;

/// <summary>What decides how long a petition keeps personal data.</summary>
/// <param name="Days">Days of retention, from the document.</param>
/// <param name="ClosedAt">Since when the petition has been closed; null when it is open, or unknown.</param>
/// <param name="HandedOverAt">When names were last handed over; null when they never were.</param>
/// <param name="ChangedAt">When a publication last changed the date of closing or the days; null when none did.</param>
public readonly record struct RetentionTerms(int Days, DateTimeOffset? ClosedAt, DateTimeOffset? HandedOverAt, DateTimeOffset? ChangedAt);
