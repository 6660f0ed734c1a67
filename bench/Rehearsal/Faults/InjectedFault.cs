namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>A breakage as it happened, in seconds since the start of the load.</summary>
/// <param name="Kind">Its word.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When what was broken was there again.</param>
/// <param name="Recovery">From the beginning to the first acknowledgement after it; null when there was none.</param>
internal sealed record InjectedFault(string Kind, double From, double Until, double? Recovery);
