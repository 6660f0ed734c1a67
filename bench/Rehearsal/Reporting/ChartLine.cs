namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>A line of a chart. Where a value is null the line has a gap.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Style">Class of the style sheet.</param>
/// <param name="Points">Seconds and values.</param>
/// <param name="IsFilled">The area below is filled.</param>
internal sealed record ChartLine(string Name, string Style, IReadOnlyList<(double Seconds, double? Value)> Points, bool IsFilled = false);
