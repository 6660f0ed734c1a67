namespace Petitions.Frontend.Counting;

/// <summary>
/// All open streams of this process. One loop writes to the viewers round robin, at the rate of <see cref="BroadcastSchedule"/>; without
/// viewers it waits.
/// </summary>
internal sealed class CountStreams(TimeProvider time) : BackgroundService, IHostedLifecycleService
{
    /// <summary>
    /// At shutdown viewers have this long to read what was written to them. Then they are disconnected; otherwise the web server would wait
    /// for them until the host's shutdown timeout ends everything.
    /// </summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<Viewer> _viewers = [];
    private readonly SemaphoreSlim _firstViewer = new(0);
    private bool _isStopping;
    private int _next;

    /// <summary>Open streams.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _viewers.Count;
        }
    }

    /// <summary>Writes to the viewer until <see cref="Remove"/>; false when the process is ending.</summary>
    public bool TryAdd(Viewer viewer)
    {
        lock (_lock)
        {
            if (_isStopping) return false;
            viewer.Index = _viewers.Count;
            _viewers.Add(viewer);
            if (_viewers.Count == 1 && _firstViewer.CurrentCount == 0) _firstViewer.Release();
            return true;
        }
    }

    /// <summary>No more writes to the viewer.</summary>
    public void Remove(Viewer viewer)
    {
        lock (_lock)
        {
            var last = _viewers[^1];
            _viewers[last.Index = viewer.Index] = last;
            _viewers.RemoveAt(_viewers.Count - 1);
        }
    }

    /// <summary>Closes all streams: they would keep the web server from stopping for as long as it waits for requests.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        CloseAll();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _firstViewer.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteWhileOpenAsync(stoppingToken);
        }
    }

    private async Task WriteWhileOpenAsync(CancellationToken stopping)
    {
        var due = new List<Viewer>();
        var fraction = 0.0;
        var lastStepAt = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(BroadcastSchedule.Step, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetTimestamp();
            if (!TryCollectDue(due, time.GetElapsedTime(lastStepAt, now), ref fraction)) return;
            lastStepAt = now;
            foreach (var viewer in due) viewer.WriteIfDue();
        }
    }

    // False without viewers. Viewers that come or go may move others within the round: one write more or less, which does no harm.
    private bool TryCollectDue(List<Viewer> due, TimeSpan elapsed, ref double fraction)
    {
        due.Clear();
        lock (_lock)
        {
            if (_viewers.Count == 0) return false;
            for (var writes = BroadcastSchedule.WritesDue(_viewers.Count, elapsed, ref fraction); writes > 0; writes--)
            {
                if (_next >= _viewers.Count) _next = 0;
                due.Add(_viewers[_next++]);
            }
            return true;
        }
    }

    private void CloseAll()
    {
        Viewer[] viewers;
        lock (_lock)
        {
            _isStopping = true;
            viewers = [.. _viewers];
        }
        foreach (var viewer in viewers) viewer.Close();
        if (viewers.Length > 0) _ = AbortAfterDrainAsync(viewers);
    }

    private async Task AbortAfterDrainAsync(Viewer[] viewers)
    {
        await Task.Delay(DrainTimeout, time);
        foreach (var viewer in viewers) viewer.Abort();
    }
}
