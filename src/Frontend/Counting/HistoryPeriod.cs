namespace Petitions.Frontend.Counting;

/// <summary>The signatures within a span of time, as they are published.</summary>
/// <param name="From">First minute, in minutes since 1970-01-01.</param>
/// <param name="To">The minute after the last.</param>
/// <param name="Signatures">At least <see cref="HistoryPeriods.SignaturesMin"/>.</param>
internal readonly record struct HistoryPeriod(int From, int To, long Signatures);
