namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>What happened within one second of the load.</summary>
/// <param name="At">Its end, in seconds since the start.</param>
/// <param name="Offered">Signatures whose time had come.</param>
/// <param name="Acknowledged">Answered with a receipt, retries included.</param>
/// <param name="Refused">Asked to come again.</param>
/// <param name="Failed">Wrong answers, and connections that were refused.</param>
/// <param name="Unknown">Replies that were lost or did not come.</param>
/// <param name="Reads">Answers of pages and counters.</param>
/// <param name="Latency">Of the acknowledged, from the time at which they were to be sent.</param>
/// <param name="LagMs">The generator's own delay, 99th percentile.</param>
/// <param name="Count">The count that was shown last.</param>
/// <param name="StalenessMs">Age of the oldest acknowledgement that was not shown yet, at most within the second; null without an answer.</param>
/// <param name="MemoryMb">Of the program's process.</param>
internal sealed record SecondStatistics(
    double At, long Offered, long Acknowledged, long Refused, long Failed, long Unknown, long Reads, Percentiles Latency, double? LagMs, long? Count,
    double? StalenessMs, double? MemoryMb);
