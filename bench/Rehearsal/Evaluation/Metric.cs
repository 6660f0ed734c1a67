namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>A figure that objectives can be about.</summary>
/// <param name="Unit">ms, MB, none, or % for a count that may also be a share of the offered signatures.</param>
/// <param name="Of">Its value: times in ms, counts as numbers.</param>
internal sealed record Metric(string Unit, Func<RunFigures, double?> Of);
