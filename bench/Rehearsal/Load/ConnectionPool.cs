using System.Diagnostics;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// The open connections of a load. A request takes one that is free or opens another, up to a limit: people do not queue for one
/// another's connections, so more of them are open the slower the answers are.
/// </summary>
internal sealed class ConnectionPool(Uri target, int max) : IDisposable
{
    /// <summary>A request without an answer by then has an unknown outcome. A call of the product ends within 6 s.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly Stack<HttpConnection> _free = new();
    private readonly HashSet<HttpConnection> _all = [];
    private readonly Lock _gate = new();

    public int Count
    {
        get
        {
            lock (_gate) return _all.Count;
        }
    }

    /// <summary>A connection, open or not; null when there are as many as there may be.</summary>
    public HttpConnection? Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var free))
            {
                free.MarkBusy();
                return free;
            }
            if (_all.Count >= max) return null;
            var connection = new HttpConnection(target);
            connection.MarkBusy();
            _all.Add(connection);
            return connection;
        }
    }

    /// <summary>Gives one back that another request may be sent on, or is closed.</summary>
    public void Return(HttpConnection connection)
    {
        connection.MarkIdle();
        lock (_gate)
        {
            if (connection.IsOpen && !connection.ClosesConnection) _free.Push(connection);
            else _all.Remove(connection);
        }
        if (connection.ClosesConnection) connection.Dispose();
    }

    /// <summary>Gives one back that nothing more can be sent on.</summary>
    public void Discard(HttpConnection connection)
    {
        connection.MarkIdle();
        connection.Dispose();
        lock (_gate) _all.Remove(connection);
    }

    /// <summary>Closes what has waited for too long, which ends the request on it.</summary>
    public async Task CloseTimedOutAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                HttpConnection[] late;
                lock (_gate) late = [.. _all.Where(connection => connection.BusySince is var since and not 0 && Stopwatch.GetElapsedTime(since) > AnswerWithin)];
                foreach (var connection in late) connection.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var connection in _all) connection.Dispose();
            _all.Clear();
            _free.Clear();
        }
    }
}
