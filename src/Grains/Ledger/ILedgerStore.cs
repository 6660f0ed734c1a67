using Petitions.Grains.Counting;

namespace Petitions.Grains.Ledger;

/// <summary>
/// The database of a <see cref="GroupCommitLedger"/>: commits one batch as a whole. Called by up to <see cref="WritersMax"/> writers
/// concurrently, each with its own shard.
/// </summary>
public interface ILedgerStore
{
    /// <summary>Maximum number of concurrent batches.</summary>
    int WritersMax { get; }

    /// <summary>
    /// Commits the batch as one transaction: locks the shards in a fixed order, inserts only for open petitions, and updates every locked
    /// shard, so that a batch of repeats takes a disk flush like any other.
    /// </summary>
    /// <exception cref="BatchFailedException">The batch was not committed, or its outcome is unknown.</exception>
    Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel);
}

/// <summary>A committed batch.</summary>
/// <param name="Outcomes">One outcome per entry, in the same order.</param>
/// <param name="Moved">The updated shards with their new absolute values.</param>
public sealed record BatchResult(LedgerOutcome[] Outcomes, IReadOnlyList<(int Petition, TallyShard Reading)> Moved);

/// <summary>A batch was not committed, or its outcome is unknown.</summary>
public sealed class BatchFailedException(BatchFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of failure, which decides the next step.</summary>
    public BatchFailure Failure { get; } = failure;
}

/// <summary>Kinds of batch failures.</summary>
public enum BatchFailure
{
    /// <summary>
    /// The database is unavailable or busy, or aborted the transaction. The batch may have been committed; a retry is safe.
    /// </summary>
    RunAgain,

    /// <summary>The database rejects a row of the batch. Nothing was stored; halving finds the row.</summary>
    BadRow,
}
