namespace Petitions.Frontend.Counting;

/// <summary>A span of time and how many signed in it, as the public sees it.</summary>
/// <param name="From">First minute, counted from 1970.</param>
/// <param name="To">The minute after the last.</param>
/// <param name="Signatures">At least <see cref="HistoryPeriods.SignaturesMin"/>.</param>
internal readonly record struct HistoryPeriod(int From, int To, long Signatures);
