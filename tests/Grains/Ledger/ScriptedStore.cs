using Petitions.Grains.Ledger;

namespace Petitions.Tests.Grains.Ledger;

/// <summary>
/// A store in which the test decides the outcome of each batch. It keeps rows like a real store, so that a batch that failed after its
/// commit is recognised as a repeat.
/// </summary>
internal sealed class ScriptedStore : ILedgerStore
{
    private readonly System.Threading.Channels.Channel<Attempt> _attempts = System.Threading.Channels.Channel.CreateUnbounded<Attempt>();
    private readonly HashSet<(int, Guid)> _rows = [];

    public int WritersMax { get; init; } = 1;

    public int Rows => _rows.Count;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel)
    {
        var attempt = new Attempt(batch);
        await _attempts.Writer.WriteAsync(attempt, cancel);
        var ending = await attempt.Task.WaitAsync(cancel);
        if (ending is Ending.FailsBefore) throw new BatchFailedException(BatchFailure.RunAgain, "the connection broke");
        if (ending is Ending.RefusesARow) throw new BatchFailedException(BatchFailure.BadRow, "a row is bad");
        var outcomes = batch.Select(entry => _rows.Add((entry.Petition, entry.RowKey)) ? LedgerOutcome.Stored : LedgerOutcome.Repeated)
            .ToArray();
        if (ending is Ending.FailsAfter) throw new BatchFailedException(BatchFailure.RunAgain, "the reply was lost");
        return new(outcomes, []);
    }

    public async Task<Attempt> NextAsync() => await _attempts.Reader.ReadAsync(TestContextToken.Value);

    /// <summary>Simulates an unavailable database.</summary>
    public async Task FailAllAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            while (_attempts.Reader.TryRead(out var attempt)) attempt.SetResult(Ending.FailsBefore);
            await Task.Delay(1, CancellationToken.None);
        }
    }

    internal enum Ending
    {
        Commits,
        FailsBefore,
        FailsAfter,
        RefusesARow,
    }

    internal sealed class Attempt(IReadOnlyList<LedgerEntry> batch)
        : TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IReadOnlyList<LedgerEntry> Batch { get; } = batch;
    }
}

/// <summary>The cancellation token of the current test.</summary>
internal static class TestContextToken
{
    public static CancellationToken Value => Xunit.TestContext.Current.CancellationToken;
}
