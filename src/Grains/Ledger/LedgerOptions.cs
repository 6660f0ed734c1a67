namespace Petitions.Grains.Ledger;

/// <summary>Section <c>Petition:Ledger</c> of the configuration: the limits of the group commit.</summary>
public sealed class LedgerOptions
{
    /// <summary>Signatures that may wait for a batch, 1 to 100,000; one more is refused at once. 4,096 are a quarter of a second of work.</summary>
    public int QueueSignaturesMax { get; set; } = 4_096;

    /// <summary>Signatures of one transaction, 1 to 10,000. Larger ones gain little and make everybody in them wait longer.</summary>
    public int BatchSignaturesMax { get; set; } = 500;

    /// <summary>
    /// Batches in flight at a time, 1 to 16; the store may allow fewer. One fills its batches with what arrives during a commit; two made
    /// smaller ones and were slower (bench/README.md).
    /// </summary>
    public int WritersMax { get; set; } = 1;

    /// <summary>
    /// How long a batch that is not full waits for more, 0 to 50 ms, while another batch is in flight anyway.
    /// </summary>
    public TimeSpan Linger { get; set; } = TimeSpan.Zero;

    /// <summary>
    /// How long an entry may wait and be tried, 100 ms to 30 s, before its caller is told that nobody knows. Counted from its arrival; with
    /// the store's own time limit of one attempt it must stay below the 6 s in which every call ends.
    /// </summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(3);
}
