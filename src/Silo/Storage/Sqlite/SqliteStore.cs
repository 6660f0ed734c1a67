using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>
/// Runs batches on a thread of its own with a connection of its own: SQLite has one writer, and its calls block.
/// </summary>
internal sealed class SqliteStore : ILedgerStore, IAsyncDisposable
{
    private static readonly TimeSpan OthersFirstFor = TimeSpan.FromMilliseconds(150);

    // Used by callers. There is one writer, so one job at a time.
    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(1);

    // Used by the thread.
    private readonly SqliteConnections _database;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteStore(SqliteConnections database)
    {
        _database = database;
        new Thread(Work) { IsBackground = true, Name = "sqlite ledger" }.Start();
    }

    public int WritersMax => 1;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel)
    {
        var job = new Job(batch, shard);
        await _jobs.Writer.WriteAsync(job, cancel);
        return await job.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _ended.Task;
    }

    private void Work()
    {
        SqliteLedgerConnection? connection = null;
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out var job))
            {
                // No longer than a few batches take: signers wait, too.
                SpinWait.SpinUntil(() => _database.WaitingWriters == 0, OthersFirstFor);
                try
                {
                    connection ??= new SqliteLedgerConnection(_database.Open());
                    job.TrySetResult(connection.Commit(job.Batch, job.Shard));
                }
                catch (Exception e)
                {
                    // Whatever state it is in: the next batch starts on a new connection, and closing this one rolls back.
                    connection?.Dispose();
                    connection = null;
                    job.TrySetException(Classify(e));
                }
            }
        }
        connection?.Dispose();
        _ended.TrySetResult();
    }

    // https://sqlite.org/rescode.html: 18 TOOBIG, 19 CONSTRAINT, 20 MISMATCH are about a row; disk full, busy and the like pass.
    private static Exception Classify(Exception e) => e switch
    {
        SqliteException { SqliteErrorCode: 18 or 19 or 20 } => new BatchFailedException(BatchFailure.BadRow, e.Message, e),
        SqliteException => new BatchFailedException(BatchFailure.RunAgain, e.Message, e),
        _ => e,
    };

    private sealed class Job(IReadOnlyList<LedgerEntry> batch, short shard)
        : TaskCompletionSource<BatchResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IReadOnlyList<LedgerEntry> Batch { get; } = batch;

        public short Shard { get; } = shard;
    }
}
