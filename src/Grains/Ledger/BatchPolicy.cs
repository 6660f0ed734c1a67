namespace Petitions.Grains.Ledger;

/// <summary>
/// Decides what a writer of the ledger does next. Pure functions: no I/O, no clock.
/// </summary>
internal sealed class BatchPolicy(LedgerOptions options)
{
    // 20, 40, 80 … 500 ms: a database that restarts is found within half a second of its return and gets few attempts meanwhile.
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>
    /// How long to wait for more entries before committing <paramref name="taken"/> of them. Zero while no other batch is in flight,
    /// because waiting only pays off while the database is busy anyway.
    /// </summary>
    public TimeSpan LingerFor(int taken, int otherBatchesInFlight) =>
        taken >= options.BatchSignaturesMax || otherBatchesInFlight == 0 ? TimeSpan.Zero : options.Linger;

    /// <summary>True when an entry that arrived <paramref name="age"/> ago must not be tried again.</summary>
    public bool IsLate(TimeSpan age) => age >= options.AnswerWithin;

    /// <summary>The next step after attempt number <paramref name="attempt"/> (from 1) of a batch failed.</summary>
    public BatchStep After(BatchFailure failure, int batchSize, int attempt) => failure switch
    {
        BatchFailure.RunAgain => new(BatchStepKind.RunAgain, Pauses.PauseAfter(attempt)),
        BatchFailure.BadRow when batchSize > 1 => new(BatchStepKind.Halve, TimeSpan.Zero),
        _ => new(BatchStepKind.GiveUpRow, TimeSpan.Zero),
    };
}

/// <summary>The next step of a writer after a failure.</summary>
internal readonly record struct BatchStep(BatchStepKind Kind, TimeSpan Pause);

/// <summary>Kinds of <see cref="BatchStep"/>.</summary>
internal enum BatchStepKind
{
    /// <summary>Run the same entries again after the pause; entries that are too old by then are answered "unknown".</summary>
    RunAgain,

    /// <summary>Commit the two halves separately.</summary>
    Halve,

    /// <summary>The database rejects this row; only this entry fails.</summary>
    GiveUpRow,
}
