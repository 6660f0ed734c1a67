namespace Petitions.Frontend.Signing;

/// <summary>
/// Signatures are answered at multiples of the minimum response time after their beginning, so that the duration shows a difference in
/// work only where it crosses a multiple. While calls are in flight, a loop wakes the due ones each millisecond; calls that begin in the
/// same millisecond are answered together. A timer per call would cost more, and one that starts when the work ends would fire at a moment
/// that depends on how long the work took.
/// </summary>
internal sealed class MinimumResponseTime(TimeSpan minimum, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// With more calls in flight, those that took the minimum are answered when their work ends: what the others cost hides a difference,
    /// and answers that wait for multiples leave the ledger with smaller batches.
    /// </summary>
    public const int CallsToAlignMax = 64;

    private readonly long _ticks = (long)Math.Ceiling(minimum / Tick);
    private readonly long _timestampsPerTick = (long)(Tick.TotalSeconds * time.TimestampFrequency);

    // Under the lock. A wait for each due tick: at most one per millisecond of the minimum, and one more for calls that have just begun.
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Wait> _waits = [];
    private int _callsInFlight;
    private long _wokenUntil;

    private long Now => time.GetTimestamp() / _timestampsPerTick;

    /// <summary>To be called when the work begins; the result is for <see cref="EndAsync"/>.</summary>
    public long Begin()
    {
        if (_ticks == 0) return 0;
        var now = Now;
        lock (_lock)
        {
            if (_callsInFlight++ > 0) return now;
            _wokenUntil = now;
        }
        // Without the context of the request, which ends before the loop may.
        using (ExecutionContext.SuppressFlow()) _ = WakeAsync();
        return now;
    }

    /// <summary>To be called once when the work has ended. Completes at the next multiple of the minimum.</summary>
    public Task EndAsync(long begun)
    {
        if (_ticks == 0) return Task.CompletedTask;
        // The tick in which the work began was under way, so the time counts from its end.
        var start = begun + 1;
        lock (_lock)
        {
            if (_callsInFlight > CallsToAlignMax && Now - start >= _ticks)
            {
                _callsInFlight--;
                return Task.CompletedTask;
            }
            var due = start + (Math.Max(0, Now - start) / _ticks + 1) * _ticks;
            if (!_waits.TryGetValue(due, out var wait)) _waits.Add(due, wait = new Wait());
            wait.Calls++;
            return wait.Task;
        }
    }

    private async Task WakeAsync()
    {
        using var timer = new PeriodicTimer(Tick, time);
        do await timer.WaitForNextTickAsync().ConfigureAwait(false);
        while (WakeDue());
    }

    // False when no call is in flight any more.
    private bool WakeDue()
    {
        lock (_lock)
        {
            var now = Now;
            while (_wokenUntil < now)
            {
                if (!_waits.Remove(++_wokenUntil, out var wait)) continue;
                _callsInFlight -= wait.Calls;
                wait.SetResult();
            }
            return _callsInFlight > 0;
        }
    }

    private sealed class Wait() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Calls;
    }
}
