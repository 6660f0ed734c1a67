using System.Diagnostics;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// The open connections of a load. A request takes a free one or opens another, up to a limit: signers do not share connections, so more
/// are open the slower the answers are.
/// </summary>
internal sealed class ConnectionPool(Uri target, int max) : IDisposable
{
    /// <summary>After this time a request has an unknown outcome. The product answers a call within 6 s.</summary>
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

    /// <summary>A connection, open or not yet; null when the limit is reached.</summary>
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

    /// <summary>Returns a connection after a complete answer.</summary>
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

    /// <summary>Closes a connection after a failure.</summary>
    public void Discard(HttpConnection connection)
    {
        connection.MarkIdle();
        connection.Dispose();
        lock (_gate) _all.Remove(connection);
    }

    /// <summary>Until cancelled, closes connections that wait longer than <see cref="AnswerWithin"/>; this ends their requests.</summary>
    public async Task CloseTimedOutAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                HttpConnection[] late;
                lock (_gate) late = [.. _all.Where(IsLate)];
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

    private static bool IsLate(HttpConnection connection) =>
        connection.BusySince is var since and not 0 && Stopwatch.GetElapsedTime(since) > AnswerWithin;
}
