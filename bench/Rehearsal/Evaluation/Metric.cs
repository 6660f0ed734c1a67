namespace Petitions.Bench.Rehearsal.Evaluation;

/// <summary>A figure by its name.</summary>
/// <param name="Unit">ms, MB, % where a share of the offered may be written too, or none.</param>
/// <param name="Of">Its value: times in ms, counts as they are.</param>
internal sealed record Metric(string Unit, Func<RunFigures, double?> Of);
