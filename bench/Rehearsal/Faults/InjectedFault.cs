namespace Petitions.Bench.Rehearsal.Faults;

/// <summary>A fault as it happened; times in seconds since the start of the load.</summary>
/// <param name="Kind">Its name on the command line, or that the program ended by itself.</param>
/// <param name="From">When it began.</param>
/// <param name="Until">When it was over: the process was ready again.</param>
/// <param name="Recovery">Seconds from its begin to the first acknowledgement after it; null when there was none within 60 s.</param>
internal sealed record InjectedFault(string Kind, double From, double Until, double? Recovery);
