namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>A marked span of time, such as a fault.</summary>
internal sealed record ChartSpan(string Name, double From, double Until);
