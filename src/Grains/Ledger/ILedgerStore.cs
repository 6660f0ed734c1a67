using Petitions.Grains.Counting;

namespace Petitions.Grains.Ledger;

/// <summary>
/// A database under <see cref="GroupCommitLedger"/>: one batch in, outcomes out, all or nothing. Called by as many writers at a time
/// as <see cref="WritersMax"/> allows, each with a shard of its own.
/// </summary>
public interface ILedgerStore
{
    /// <summary>How many batches the database may be given at a time.</summary>
    int WritersMax { get; }

    /// <summary>
    /// Commits the batch as one transaction: locks its shards in a fixed order, inserts for open petitions only, moves every shard it
    /// locked, so that a batch of repeats is flushed like any other.
    /// </summary>
    /// <exception cref="BatchFailedException">Nothing of the batch is known to be stored.</exception>
    Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel);
}

/// <summary>A committed batch.</summary>
/// <param name="Outcomes">One per entry, in their order: Stored, Repeated, Changed, Unchanged, AlreadyStored or Closed.</param>
/// <param name="Moved">The shards that the batch moved, with their new absolute values.</param>
public sealed record BatchResult(LedgerOutcome[] Outcomes, IReadOnlyList<(int Petition, TallyShard Reading)> Moved);

/// <summary>A batch did not commit, or nobody knows whether it did.</summary>
public sealed class BatchFailedException(BatchFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it.</summary>
    public BatchFailure Failure { get; } = failure;
}

/// <summary>What a failure of a batch asks for.</summary>
public enum BatchFailure
{
    /// <summary>
    /// The database is away, busy or cut the transaction: run the batch again. It may have committed; running it again is safe.
    /// </summary>
    RunAgain,

    /// <summary>The database refuses some row of the batch: nothing was stored. Find the row by halving.</summary>
    BadRow,
}
