using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Petitions.Grains.Counting;

/// <summary>
/// Records the history of one petition's count for its grain: one row for each minute in which the total changed. Runs in the background;
/// a failure is retried after a minute.
/// </summary>
/// <remarks>
/// Database calls run on the thread pool and not in the grain's turn: SQLite calls are synchronous and may wait for the write lock, which
/// would delay reads of the count.
/// </remarks>
internal sealed partial class CountHistoryRecorder(int petition, ICountHistoryStore store, TimeProvider time, ILogger log)
{
    // Longest time that a deactivation waits for the last point.
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly CountSampling _sampling = new();
    private Task _sample = Task.CompletedTask;
    private bool _failing;

    /// <summary>Time until the next sample.</summary>
    public TimeSpan UntilNextSample => CountSampling.UntilNext(petition, time.GetUtcNow());

    /// <summary>
    /// Stores <paramref name="total"/> for this minute if it differs from the last point. Does not throw; failures are logged.
    /// </summary>
    public Task SampleAsync(long total, CancellationToken cancel) =>
        _sample.IsCompleted ? _sample = SampleOnceAsync(total, cancel) : _sample;

    /// <summary>Takes the last sample before a deactivation; gives up after 1 s.</summary>
    public Task EndAsync(long total) => Task.WhenAny(SampleAsync(total, CancellationToken.None), Task.Delay(EndWithin, time));

    /// <summary>The points in the <see cref="CountWindow"/> at <paramref name="now"/>.</summary>
    public Task<ImmutableArray<CountPoint>> ReadAsync(DateTimeOffset now) =>
        Task.Run(() => store.ReadAsync(petition, CountWindow.At(now), CancellationToken.None));

    private async Task SampleOnceAsync(long total, CancellationToken cancel)
    {
        try
        {
            var minute = CountPoint.MinuteOf(time.GetUtcNow());
            if (!_sampling.HasBegun) _sampling.Begin(await Task.Run(() => store.FindLastAsync(petition, cancel), cancel));
            if (_sampling.Due(minute, total) is { } point)
            {
                await Task.Run(() => store.AddAsync(petition, point, cancel), cancel);
                _sampling.Stored(point);
                if (_sampling.IsThinningDue(point)) await ThinAsync(point, cancel);
            }
            _failing = false;
        }
        catch (Exception e)
        {
            // Log the first failure only; other components log the same outage too.
            if (!_failing && !cancel.IsCancellationRequested) LogRetry(petition, e.Message);
            _failing = true;
        }
    }

    private async Task ThinAsync(CountPoint stored, CancellationToken cancel)
    {
        var before = CountWindow.At(time.GetUtcNow()).MinutesFrom;
        await Task.Run(() => store.ThinAsync(petition, before, cancel), cancel);
        _sampling.Thinned(stored);
    }

    [LoggerMessage(LogLevel.Warning, "The count history of petition {Petition} could not be stored; retrying every minute: {Reason}")]
    private partial void LogRetry(int petition, string reason);
}
