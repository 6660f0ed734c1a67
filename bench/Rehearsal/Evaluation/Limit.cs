namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>Where a search for the limit ended.</summary>
/// <param name="PerSecond">The highest rate of which every objective was met; 0 when it was none.</param>
/// <param name="BrokenAt">The rate that was too much; null when the peak was reached.</param>
/// <param name="Reason">What broke there.</param>
/// <param name="IsGeneratorLimit">The generator fell behind: the program's own limit is not known, only that it is not lower.</param>
internal sealed record Limit(double PerSecond, double? BrokenAt, string Reason, bool IsGeneratorLimit);
