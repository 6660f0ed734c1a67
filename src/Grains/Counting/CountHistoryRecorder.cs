using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Petitions.Grains.Counting;

/// <summary>
/// Stores the history of one petition's count for the activation of its grain: one row for each minute in which the total changed. No
/// caller waits for it; what fails is tried again a minute later.
/// </summary>
/// <remarks>
/// The database is asked outside of the grain's turn: the embedded one answers synchronously and may wait for its write lock, and the
/// count that people see must not wait with it.
/// </remarks>
internal sealed partial class CountHistoryRecorder(int petition, ICountHistoryStore store, TimeProvider time, ILogger log)
{
    // The end of an activation does not wait longer for the last point.
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly CountSampling _sampling = new();
    private Task _sample = Task.CompletedTask;
    private bool _failing;

    /// <summary>From now to the next look at the total.</summary>
    public TimeSpan UntilNextSample => CountSampling.UntilNext(petition, time.GetUtcNow());

    /// <summary>Stores <paramref name="total"/> as the total of this minute when it has moved since the last point. Never fails.</summary>
    public Task SampleAsync(long total, CancellationToken cancel) =>
        _sample.IsCompleted ? _sample = SampleOnceAsync(total, cancel) : _sample;

    /// <summary>The last look of an activation that goes away; gives up after a second.</summary>
    public Task EndAsync(long total) => Task.WhenAny(SampleAsync(total, CancellationToken.None), Task.Delay(EndWithin, time));

    /// <summary>What is shown at <paramref name="now"/>.</summary>
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
            // Said once and not every minute: what stands in the way of this is in the log in other words already.
            if (!_failing && !cancel.IsCancellationRequested) LogLater(petition, e.Message);
            _failing = true;
        }
    }

    private async Task ThinAsync(CountPoint stored, CancellationToken cancel)
    {
        var before = CountWindow.At(time.GetUtcNow()).MinutesFrom;
        await Task.Run(() => store.ThinAsync(petition, before, cancel), cancel);
        _sampling.Thinned(stored);
    }

    [LoggerMessage(LogLevel.Warning, "The history of petition {Petition} could not be stored and is tried again every minute: {Reason}")]
    private partial void LogLater(int petition, string reason);
}
