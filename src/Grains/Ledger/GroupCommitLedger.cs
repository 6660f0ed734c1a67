using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Petitions.Grains.Counting;

namespace Petitions.Grains.Ledger;

/// <summary>
/// Group commit: entries wait in a bounded queue, changes of stored signatures in one that comes first. Each of one or more writers takes
/// the waiting entries, commits them as one transaction and answers each caller with the outcome of its entry. Used with both databases.
/// </summary>
/// <remarks>
/// A full queue refuses new entries immediately. A batch with an unknown outcome runs again with the same entries, which is safe because
/// the unique row key detects rows that were stored. A batch that the database rejects is halved until the bad row is isolated. While the
/// database is away, a circuit breaker refuses new entries immediately.
/// </remarks>
public sealed partial class GroupCommitLedger : ISignatureLedger, IAsyncDisposable
{
    /// <summary>A probe updates the shards of at most so many petitions of the batch that failed.</summary>
    private const int ProbePetitionsMax = 16;

    private static readonly SignatureChange NoChange = new() { From = [] };

    // Used by callers and writers. Changes come first; what admins enter comes last and fills the room that signers leave. Writers wait for
    // the signal, of which there is one place: whoever adds an entry sets it, and so does a writer that leaves entries behind.
    private readonly Channel<Waiting> _signatures, _changes, _entered;
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(1);

    // Used by the writers only.
    private readonly ILedgerStore _store;
    private readonly ITallyReporter _reporter;
    private readonly LedgerOptions _options;
    private readonly BatchPolicy _policy;
    private readonly LedgerCircuitBreaker _breaker;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task[] _writers;

    // Not disposed: the ledger may be disposed twice, because it is registered under two types, and this one has no timer.
    private readonly CancellationTokenSource _stopping = new();
    private int _batchesInFlight;

    // Set by the writer that opens the circuit and taken by one that probes: one probe at a time.
    private LedgerEntry[]? _probe;

    /// <summary>Starts the writers; dispose it to stop them after everything that waits is answered.</summary>
    public GroupCommitLedger(
        ILedgerStore store, ITallyReporter reporter, LedgerOptions options, TimeProvider time, ILogger<GroupCommitLedger> log)
    {
        (_store, _reporter, _options, _time, _log) = (store, reporter, options, time, log);
        _policy = new BatchPolicy(options);
        _breaker = new LedgerCircuitBreaker(time);
        _signatures = Channel.CreateBounded<Waiting>(options.QueueSignaturesMax);
        _changes = Channel.CreateBounded<Waiting>(options.QueueSignaturesMax);
        _entered = Channel.CreateBounded<Waiting>(options.QueueSignaturesMax);

        // Each writer has one shard. The first shard is random; silos that share a shard are still correct, they only wait for each other.
        var firstShard = Random.Shared.Next(TallyShards.PerPetition);
        _writers = [.. Enumerable.Range(0, Math.Min(options.WritersMax, store.WritersMax))
            .Select(writer => WriteAsync((short)((firstShard + writer) % TallyShards.PerPetition)))];
    }

    /// <summary>True while the database takes no signatures and every entry is refused at once; a probe looks for its return.</summary>
    public bool IsDatabaseAway => _breaker.IsOpen;

    /// <summary>
    /// Number of signatures, changes and entered signatures that wait; at most <see cref="LedgerOptions.QueueSignaturesMax"/> of each.
    /// </summary>
    public int WaitingCount => _signatures.Reader.Count + _changes.Reader.Count + _entered.Reader.Count;

    /// <inheritdoc/>
    public ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        if (_breaker.IsOpen) return new(LedgerOutcome.Refused);
        var waiting = new Waiting(entry, _time.GetTimestamp());
        var queue = entry.Source != SignatureSource.Web ? _entered : entry.Work == LedgerWork.Change ? _changes : _signatures;
        if (!queue.Writer.TryWrite(waiting)) return new(LedgerOutcome.Refused);
        _arrived.Writer.TryWrite(true);
        return new(waiting.Task);
    }

    /// <summary>Refuses new entries, commits the waiting ones and stops the writers.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        _signatures.Writer.TryComplete();
        _entered.Writer.TryComplete();
        _arrived.Writer.TryComplete();
        await _stopping.CancelAsync();
        await Task.WhenAll(_writers);
    }

    private async Task WriteAsync(short shard)
    {
        // Do not block the constructor.
        await Task.Yield();

        // After the end of the signal nothing is added, but entries may be left.
        while (await _arrived.Reader.WaitToReadAsync() || WaitingCount > 0)
        {
            _arrived.Reader.TryRead(out _);
            var batch = new List<Waiting>(Math.Min(_options.BatchSignaturesMax, WaitingCount));
            TakeInto(batch);
            if (batch.Count == 0) continue;
            if (WaitingCount > 0) _arrived.Writer.TryWrite(true);
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
                // A bug: answer the callers so that they do not wait forever, and keep the writer running.
                LogFault(e, batch.Count);
                foreach (var waiting in batch) waiting.TrySetResult(LedgerOutcome.Unknown);
            }
            finally
            {
                Interlocked.Decrement(ref _batchesInFlight);
            }
            await ProbeAsync(shard);
        }
    }

    private void TakeInto(List<Waiting> batch)
    {
        while (batch.Count < _options.BatchSignaturesMax && TryTake(out var waiting)) batch.Add(waiting);
    }

    private async Task CommitAsync(List<Waiting> batch, short shard)
    {
        for (var attempt = 1; ; attempt++)
        {
            DropLate(batch);
            if (batch.Count == 0) return;
            var begun = _time.GetTimestamp();
            try
            {
                var result = await _store.CommitAsync(batch.ConvertAll(waiting => waiting.Entry), shard, CancellationToken.None);
                Committed(result);
                for (var i = 0; i < batch.Count; i++) batch[i].TrySetResult(result.Outcomes[i]);
                return;
            }
            catch (BatchFailedException e)
            {
                var step = _policy.After(e.Failure, batch.Count, attempt);
                switch (step.Kind)
                {
                    case BatchStepKind.RunAgain:
                        if (attempt == 1) LogRunAgain(batch.Count, e.Message);
                        if (_breaker.Failed(begun))
                        {
                            LogAway(e.Message);
                            Volatile.Write(ref _probe, ProbeOf(batch));
                            RefuseWaiting();
                        }
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

    private void Committed(BatchResult result)
    {
        if (_breaker.Committed() is { } away) LogBack(away.TotalSeconds);
        foreach (var (petition, reading) in result.Moved) _reporter.Moved(petition, reading);
    }

    // A change of no row, which updates the shards that failed: finds a database that is away and rows that are locked.
    private static LedgerEntry[] ProbeOf(List<Waiting> batch) =>
        [.. batch.Select(waiting => waiting.Entry).DistinctBy(entry => entry.Petition).Take(ProbePetitionsMax).Select(entry =>
            new LedgerEntry
            {
                Work = LedgerWork.Change, Petition = entry.Petition, RowKey = default, Operation = default, Change = NoChange,
            })];

    private async Task ProbeAsync(short shard)
    {
        if (Interlocked.Exchange(ref _probe, null) is not { } probe) return;
        for (var number = 1; _breaker.IsOpen && !_stopping.IsCancellationRequested; number++)
        {
            RefuseWaiting();
            await Task.Delay(LedgerCircuitBreaker.PauseBefore(number), _time, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            using var limit = new CancellationTokenSource(LedgerCircuitBreaker.ProbeMax, _time);
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            try
            {
                Committed(await _store.CommitAsync(probe, shard, ends.Token));
            }
            catch (Exception)
            {
                // Still away. Whatever the failure is: a writer that ended here would leave the ledger without one.
            }
        }
    }

    // Entries that were queued before the circuit opened were never tried.
    private void RefuseWaiting()
    {
        while (TryTake(out var waiting)) waiting.TrySetResult(LedgerOutcome.Refused);
    }

    // Withdrawing must not wait behind a surge of signatures.
    private bool TryTake([NotNullWhen(true)] out Waiting? waiting) =>
        _changes.Reader.TryRead(out waiting) || _signatures.Reader.TryRead(out waiting) || _entered.Reader.TryRead(out waiting);

    // An earlier attempt may have stored these entries, so the answer is Unknown.
    private void DropLate(List<Waiting> batch) => batch.RemoveAll(waiting =>
        _policy.IsLate(_time.GetElapsedTime(waiting.Since)) && waiting.TrySetResult(LedgerOutcome.Unknown));

    [LoggerMessage(LogLevel.Warning, "A batch of {Count} signatures was not committed at the first attempt; it is tried again: {Reason}")]
    private partial void LogRunAgain(int count, string reason);

    [LoggerMessage(LogLevel.Error, "The database takes no signatures; they are refused until it does: {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(LogLevel.Information, "The database takes signatures again after {Seconds:F1} s.")]
    private partial void LogBack(double seconds);

    [LoggerMessage(LogLevel.Error,
        "The database rejects a signature of petition {Petition}; the rest of its batch is not affected: {Reason}")]
    private partial void LogBadRow(int petition, string reason);

    [LoggerMessage(LogLevel.Critical, "Unexpected exception while committing a batch of {Count} signatures")]
    private partial void LogFault(Exception fault, int count);

    /// <summary>An entry and the task that its caller awaits.</summary>
    private sealed class Waiting(LedgerEntry entry, long since)
        : TaskCompletionSource<LedgerOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public LedgerEntry Entry { get; } = entry;

        public long Since { get; } = since;
    }
}
