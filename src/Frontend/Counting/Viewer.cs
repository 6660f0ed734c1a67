using System.IO.Pipelines;
using Petitions.Frontend.Hosting;

namespace Petitions.Frontend.Counting;

/// <summary>
/// One open stream. Only its turns write to it, one write at a time; a reader who is slow skips what came in between and gets the latest.
/// Nothing waits in this process for a reader: what <paramref name="hasRoom"/> says decides, not the room in the web server's buffers. Only
/// over HTTP/2, where a client bounds each stream by itself, may <see cref="KestrelLimits.ResponseBufferBytesMax"/> wait for one.
/// </summary>
/// <param name="body">What is written to.</param>
/// <param name="find">What is watched: the board may have put another one in its place.</param>
/// <param name="time">The clock.</param>
/// <param name="hasRoom">The system takes more for this connection.</param>
/// <param name="cut">Ends the connection.</param>
internal sealed class Viewer(PipeWriter body, Func<CountCacheEntry> find, TimeProvider time, Func<bool> hasRoom, Action cut)
{
    /// <summary>A line without meaning is sent after this long without news, so that nobody on the way takes the stream for dead.</summary>
    public static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Who could be written nothing for this long is cut off, and the place is free again. It costs a phone in a long tunnel nothing:
    /// browsers come back by themselves.
    /// </summary>
    public static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(60);

    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private Task _write = Task.CompletedTask;
    private bool _isLeaving, _hasEnded;
    private string? _shown;
    // Whoever falls below a goal and passes it again has been told.
    private long _highest;
    private long _wroteAt = time.GetTimestamp();

    /// <summary>Place in the list of viewers.</summary>
    public int Index { get; set; }

    /// <summary>Ends when the viewer leaves or is sent away.</summary>
    public Task Left => _left.Task;

    /// <summary>Writes the first answer, unless the client says that it has seen it before its connection broke.</summary>
    public void Begin(byte[] preamble, CountAnswer answer, string lastEventId)
    {
        var isNews = lastEventId != answer.Public.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)
            || answer.IsStale || !answer.Public.IsExact;
        // A count that could not be written is news at the next turn; without the preamble a browser chooses for itself when to come back.
        if (Write(isNews ? [.. preamble, .. answer.Event] : preamble)) _shown = answer.Public.ETag;
        _highest = answer.Public.Count;
    }

    /// <summary>
    /// Writes what is news to this viewer, if anything is and the last write is through; cuts off who does not read. Who watches a
    /// petition that was removed is sent away, and learns from the 404 when coming back.
    /// </summary>
    public void TakeTurn()
    {
        var count = find();
        count.Watch();
        if (count.IsGone) Leave();
        else if (Tell(count)) return;
        // Also who is to leave: that waits for the last write.
        if (time.GetElapsedTime(_wroteAt) > ReadWithin) Cut();
    }

    /// <summary>Sends the viewer away, after the write that is under way.</summary>
    public void Leave()
    {
        lock (_writing)
        {
            if (_isLeaving) return;
            _isLeaving = true;
            _write.ContinueWith(
                static (_, left) => ((TaskCompletionSource)left!).TrySetResult(), _left, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Ends the connection, whether what was written has been read or not; nothing happens after <see cref="End"/>.</summary>
    public void Cut()
    {
        lock (_writing)
        {
            if (!_hasEnded) cut();
        }
    }

    /// <summary>The request is over, and its connection may serve somebody else: nobody may cut that.</summary>
    public void End()
    {
        lock (_writing) _hasEnded = true;
    }

    // False when there is something to tell that could not be written.
    private bool Tell(CountCacheEntry count)
    {
        // Nothing is held when the board has begun anew and the cluster is away.
        if (count.Held is not { } answer || answer.Public.ETag == _shown) return time.GetElapsedTime(_wroteAt) <= HeartbeatAfter || Write(Heartbeat);
        if (!Write(answer.Public.Reached > _highest ? answer.EventWithMilestone : answer.Event)) return false;
        (_shown, _highest) = (answer.Public.ETag, Math.Max(_highest, answer.Public.Count));
        return true;
    }

    private bool Write(byte[] bytes)
    {
        lock (_writing)
        {
            if (_isLeaving || !_write.IsCompleted || !hasRoom()) return false;
            _wroteAt = time.GetTimestamp();
            try
            {
                var flush = body.WriteAsync(bytes);
                // Nearly always through at once; then nothing needs to be kept.
                if (!flush.IsCompletedSuccessfully) _write = flush.AsTask();
            }
            catch (Exception)
            {
                // The connection is gone; whoever waits for the request to be aborted hears of it.
                return false;
            }
            return true;
        }
    }
}
