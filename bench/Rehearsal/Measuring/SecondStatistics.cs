namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>What happened within one second of the load.</summary>
/// <param name="At">Its end, in seconds since the start.</param>
/// <param name="Offered">Arrivals.</param>
/// <param name="Acknowledged">Answers with a receipt, retries included.</param>
/// <param name="Refused">Answers 429 and 503.</param>
/// <param name="Failed">Wrong answers, refused connections, and arrivals without a free connection.</param>
/// <param name="Unknown">Requests without an answer.</param>
/// <param name="Reads">Answered reads of page and count.</param>
/// <param name="Latency">Of the acknowledged, from their scheduled time.</param>
/// <param name="LagMs">Delay of the generator, 99th percentile.</param>
/// <param name="Count">The last public count.</param>
/// <param name="StalenessMs">Longest age of an acknowledgement that the count did not show; null when no poll was answered.</param>
/// <param name="MemoryMb">Resident memory of the program.</param>
internal sealed record SecondStatistics(
    double At, long Offered, long Acknowledged, long Refused, long Failed, long Unknown, long Reads, Percentiles Latency, double? LagMs,
    long? Count, double? StalenessMs, double? MemoryMb);
