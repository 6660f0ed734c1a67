namespace Petitions.Frontend.Counting;

/// <summary>
/// All open streams of this process. One loop gives the viewers their turns, in a circle and at the pace of <see cref="BroadcastSchedule"/>;
/// without viewers it sleeps.
/// </summary>
internal sealed class CountStreams(TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>
    /// When the process ends, viewers have this long to read what was written to them. Then they are cut off: the web server would wait for
    /// them until everything else is cut off as well.
    /// </summary>
    public static readonly TimeSpan ReadLastWithin = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Viewer> _viewers = [];
    private readonly SemaphoreSlim _somebody = new(0);
    private bool _isEnding;
    private int _next;

    /// <summary>Viewers at the moment.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _viewers.Count;
        }
    }

    /// <summary>Takes turns from now on, until <see cref="Remove"/>; false when the process is ending.</summary>
    public bool TryAdd(Viewer viewer)
    {
        lock (_gate)
        {
            if (_isEnding) return false;
            viewer.Index = _viewers.Count;
            _viewers.Add(viewer);
            if (_viewers.Count == 1 && _somebody.CurrentCount == 0) _somebody.Release();
            return true;
        }
    }

    /// <summary>No more turns.</summary>
    public void Remove(Viewer viewer)
    {
        lock (_gate)
        {
            var last = _viewers[^1];
            _viewers[last.Index = viewer.Index] = last;
            _viewers.RemoveAt(_viewers.Count - 1);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Open streams would keep the web server from stopping for as long as it waits for requests.
        using var ending = lifetime.ApplicationStopping.Register(End);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _somebody.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await GiveTurnsAsync(stoppingToken);
        }
    }

    private async Task GiveTurnsAsync(CancellationToken stopping)
    {
        var due = new List<Viewer>();
        var carried = 0.0;
        var since = time.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(BroadcastSchedule.Step, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetTimestamp();
            if (!TakeDue(due, time.GetElapsedTime(since, now), ref carried)) return;
            since = now;
            foreach (var viewer in due) viewer.TakeTurn();
        }
    }

    // False when nobody is left. Whoever comes or goes may give somebody a turn more or less in this round, which does no harm.
    private bool TakeDue(List<Viewer> due, TimeSpan elapsed, ref double carried)
    {
        due.Clear();
        lock (_gate)
        {
            if (_viewers.Count == 0) return false;
            for (var turns = BroadcastSchedule.Turns(_viewers.Count, elapsed, ref carried); turns > 0; turns--)
            {
                if (_next >= _viewers.Count) _next = 0;
                due.Add(_viewers[_next++]);
            }
            return true;
        }
    }

    private void End()
    {
        Viewer[] viewers;
        lock (_gate)
        {
            _isEnding = true;
            viewers = [.. _viewers];
        }
        foreach (var viewer in viewers) viewer.Leave();
        if (viewers.Length > 0) _ = CutLateAsync(viewers);
    }

    private async Task CutLateAsync(Viewer[] viewers)
    {
        await Task.Delay(ReadLastWithin, time);
        foreach (var viewer in viewers) viewer.Cut();
    }
}
