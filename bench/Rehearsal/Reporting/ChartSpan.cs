namespace Petitions.Bench.Rehearsal.Reporting;

/// <summary>A span of time that is marked, such as while something was broken.</summary>
internal sealed record ChartSpan(string Name, double From, double Until);
