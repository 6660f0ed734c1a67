using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Petitions.Grains.Counting;

namespace Petitions.Grains.Ledger;

/// <summary>
/// Commits signatures in groups: a bounded queue, one or a few writers, each takes what waits, commits it as one transaction and answers
/// each caller by the outcome of its own entry. The same for both databases.
/// </summary>
/// <remarks>
/// A full queue refuses at once. A batch with an unknown outcome runs again with the same entries, which is safe because their row keys
/// decide what is new. A batch that the database refuses is halved until the one bad row is alone.
/// </remarks>
public sealed partial class GroupCommitLedger : ISignatureLedger, IAsyncDisposable
{
    // Used by callers.
    private readonly Channel<Waiting> _queue;

    // Used by the writers.
    private readonly ILedgerStore _store;
    private readonly ITallyReporter _reporter;
    private readonly LedgerOptions _options;
    private readonly BatchPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task[] _writers;
    private int _batchesInFlight;
    private long _failedAt;

    /// <summary>Starts the writers; dispose it to stop them after everything that waits is answered.</summary>
    public GroupCommitLedger(
        ILedgerStore store, ITallyReporter reporter, LedgerOptions options, TimeProvider time, ILogger<GroupCommitLedger> log)
    {
        (_store, _reporter, _options, _time, _log) = (store, reporter, options, time, log);
        _policy = new BatchPolicy(options);
        _queue = Channel.CreateBounded<Waiting>(options.QueueSignaturesMax);

        // Each writer keeps to its shard. Chosen at random: silos that share a shard only wait for each other.
        var firstShard = Random.Shared.Next(TallyShards.PerPetition);
        _writers = [.. Enumerable.Range(0, Math.Min(options.WritersMax, store.WritersMax))
            .Select(writer => WriteAsync((short)((firstShard + writer) % TallyShards.PerPetition)))];
    }

    /// <summary>
    /// When a batch last failed for want of the database, as a timestamp of the time provider; null since a batch has committed.
    /// </summary>
    public long? FailedAt => Volatile.Read(ref _failedAt) is > 0 and var at ? at : null;

    /// <summary>Entries that wait for a batch; at most <see cref="LedgerOptions.QueueSignaturesMax"/>.</summary>
    public int WaitingCount => _queue.Reader.Count;

    /// <inheritdoc/>
    public ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        var waiting = new Waiting(entry, _time.GetTimestamp());
        return _queue.Writer.TryWrite(waiting) ? new(waiting.Task) : new(LedgerOutcome.Refused);
    }

    /// <summary>Takes nothing new, commits what waits, stops the writers.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers);
    }

    private async Task WriteAsync(short shard)
    {
        // The constructor's caller does not wait for the first batch.
        await Task.Yield();

        while (await _queue.Reader.WaitToReadAsync())
        {
            var batch = new List<Waiting>(Math.Min(_options.BatchSignaturesMax, _queue.Reader.Count + 1));
            TakeInto(batch);
            var linger = _policy.LingerFor(batch.Count, Volatile.Read(ref _batchesInFlight));
            if (linger > TimeSpan.Zero)
            {
                await Task.Delay(linger, _time);
                TakeInto(batch);
            }

            Interlocked.Increment(ref _batchesInFlight);
            try
            {
                await CommitAsync(batch, shard);
            }
            catch (Exception e)
            {
                // A fault of this program: its callers get an answer, and the writer goes on.
                LogFault(e, batch.Count);
                foreach (var waiting in batch) waiting.TrySetResult(LedgerOutcome.Unknown);
            }
            finally
            {
                Interlocked.Decrement(ref _batchesInFlight);
            }
        }
    }

    private void TakeInto(List<Waiting> batch)
    {
        while (batch.Count < _options.BatchSignaturesMax && _queue.Reader.TryRead(out var waiting)) batch.Add(waiting);
    }

    private async Task CommitAsync(List<Waiting> batch, short shard)
    {
        for (var attempt = 1; ; attempt++)
        {
            DropLate(batch);
            if (batch.Count == 0) return;
            try
            {
                var result = await _store.CommitAsync(batch.ConvertAll(waiting => waiting.Entry), shard, CancellationToken.None);
                Volatile.Write(ref _failedAt, 0);
                foreach (var (petition, reading) in result.Moved) _reporter.Moved(petition, reading);
                for (var i = 0; i < batch.Count; i++) batch[i].TrySetResult(result.Outcomes[i]);
                return;
            }
            catch (BatchFailedException e)
            {
                var step = _policy.After(e.Failure, batch.Count, attempt);
                switch (step.Kind)
                {
                    case BatchStepKind.RunAgain:
                        Volatile.Write(ref _failedAt, _time.GetTimestamp());
                        LogRunAgain(batch.Count, attempt, e.Message);
                        await Task.Delay(step.Pause, _time);
                        break;
                    case BatchStepKind.Halve:
                        var half = batch.Count / 2;
                        await CommitAsync(batch.GetRange(0, half), shard);
                        await CommitAsync(batch.GetRange(half, batch.Count - half), shard);
                        return;
                    default:
                        LogBadRow(batch[0].Entry.Petition, e.Message);
                        batch[0].TrySetResult(LedgerOutcome.Unstorable);
                        return;
                }
            }
        }
    }

    // Their callers have waited long enough. An attempt may have stored them, so the outcome is unknown.
    private void DropLate(List<Waiting> batch) => batch.RemoveAll(waiting =>
        _policy.IsLate(_time.GetElapsedTime(waiting.Since)) && waiting.TrySetResult(LedgerOutcome.Unknown));

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} signatures did not commit (attempt {Attempt}) and runs again: {Reason}")]
    private partial void LogRunAgain(int count, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "The database refuses a signature of petition {Petition}; it alone fails: {Reason}")]
    private partial void LogBadRow(int petition, string reason);

    [LoggerMessage(LogLevel.Critical, "A batch of {Count} signatures ended in a fault of the program")]
    private partial void LogFault(Exception fault, int count);

    /// <summary>An entry and the promise that its caller awaits.</summary>
    private sealed class Waiting(LedgerEntry entry, long since)
        : TaskCompletionSource<LedgerOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public LedgerEntry Entry { get; } = entry;

        public long Since { get; } = since;
    }
}
