namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>Result of a search for the limit.</summary>
/// <param name="PerSecond">The highest rate at which every objective was met; 0 when there was none.</param>
/// <param name="BrokenAt">The rate at which one was not; null when the peak was reached.</param>
/// <param name="Reason">Which one, and its value.</param>
/// <param name="IsGeneratorLimit">The generator fell behind: the limit of the program is not known, only that it is not lower.</param>
internal sealed record Limit(double PerSecond, double? BrokenAt, string Reason, bool IsGeneratorLimit);
