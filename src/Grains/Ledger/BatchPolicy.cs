namespace Petitions.Grains.Ledger;

/// <summary>
/// What a writer of the ledger does next. Pure: it sees numbers and ages, and neither waits nor changes anything.
/// </summary>
internal sealed class BatchPolicy(LedgerOptions options)
{
    // 20, 40, 80 … 500 ms: a database that restarts is found within half a second of its return and gets few attempts meanwhile.
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>
    /// How long to wait for more entries before committing <paramref name="taken"/> of them. Never for the only batch: while another one
    /// commits, the next one fills.
    /// </summary>
    public TimeSpan LingerFor(int taken, int otherBatchesInFlight) =>
        taken >= options.BatchSignaturesMax || otherBatchesInFlight == 0 ? TimeSpan.Zero : options.Linger;

    /// <summary>True when an entry that arrived <paramref name="age"/> ago is not to be tried any more.</summary>
    public bool IsLate(TimeSpan age) => age >= options.AnswerWithin;

    /// <summary>What to do after a batch failed for the <paramref name="attempt"/>th time (from 1).</summary>
    public BatchStep After(BatchFailure failure, int batchSize, int attempt) => failure switch
    {
        BatchFailure.RunAgain => new(BatchStepKind.RunAgain, Pauses.PauseAfter(attempt)),
        BatchFailure.BadRow when batchSize > 1 => new(BatchStepKind.Halve, TimeSpan.Zero),
        _ => new(BatchStepKind.GiveUpRow, TimeSpan.Zero),
    };
}

/// <summary>What a writer does after a failure.</summary>
internal readonly record struct BatchStep(BatchStepKind Kind, TimeSpan Pause);

/// <summary>Kinds of <see cref="BatchStep"/>.</summary>
internal enum BatchStepKind
{
    /// <summary>Run the same entries again after the pause; those that are late by then are answered "unknown".</summary>
    RunAgain,

    /// <summary>Commit the first half, then the second, each by itself.</summary>
    Halve,

    /// <summary>This one row is refused by the database; it alone fails.</summary>
    GiveUpRow,
}
