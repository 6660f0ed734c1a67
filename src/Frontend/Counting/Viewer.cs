using System.Globalization;
using System.IO.Pipelines;

namespace Petitions.Frontend.Counting;

/// <summary>
/// One open stream. It has at most one write under way; a slow viewer skips intermediate updates. Nothing is buffered here for a viewer:
/// <paramref name="canWrite"/> decides, not the free space in the web server's buffers. Only over HTTP/2, where the client limits each
/// stream, one response buffer (32 KiB) may fill up.
/// </summary>
/// <param name="body">The response body.</param>
/// <param name="findCount">The count that is watched; its entry in the cache may have been replaced.</param>
/// <param name="time">The clock.</param>
/// <param name="canWrite">The operating system accepts more data for this connection.</param>
/// <param name="abort">Ends the connection.</param>
internal sealed class Viewer(PipeWriter body, Func<CountCacheEntry> findCount, TimeProvider time, Func<bool> canWrite, Action abort)
{
    /// <summary>After this long without an update an empty comment is sent, so that no proxy closes the stream as idle.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>A viewer that accepts no data for this long is disconnected. Browsers reconnect by themselves.</summary>
    public static readonly TimeSpan StallTimeout = TimeSpan.FromSeconds(60);

    private static readonly byte[] Heartbeat = ":\n\n"u8.ToArray();

    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task _write = Task.CompletedTask;
    private bool _isClosing, _isDetached;
    private string? _sentETag;
    // A goal is announced once, also when withdrawals let the count fall below it and it is reached again.
    private long _highestCount;
    private long _lastWriteAt = time.GetTimestamp();

    /// <summary>Index in the list of viewers.</summary>
    public int Index { get; set; }

    /// <summary>Completes when the stream is to be closed and no write is under way.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Writes the preamble, and the first answer unless <paramref name="lastEventId"/> is its version.</summary>
    public void Start(byte[] preamble, CountAnswer answer, string lastEventId)
    {
        var isNew = lastEventId != answer.Public.Version.ToString(CultureInfo.InvariantCulture) || answer.IsStale;
        // An answer that could not be written is due at the next write. A lost preamble only means that the browser picks its retry delay.
        if (Write(isNew ? [.. preamble, .. answer.Event] : preamble)) _sentETag = answer.Public.ETag;
        _highestCount = answer.Public.Count;
    }

    /// <summary>
    /// Writes the newest answer if this viewer has not got it, or a heartbeat if one is due. Disconnects a stalled viewer. Closes the
    /// stream of a removed petition; the client gets 404 when it reconnects.
    /// </summary>
    public void WriteIfDue()
    {
        var count = findCount();
        count.Watch();
        if (count.IsRemoved) Close();
        else if (WriteNewest(count)) return;
        // Also when closing, which waits for the last write.
        if (time.GetElapsedTime(_lastWriteAt) > StallTimeout) Abort();
    }

    /// <summary>Closes the stream after the write under way.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_isClosing) return;
            _isClosing = true;
            _write.ContinueWith(
                static (_, closed) => ((TaskCompletionSource)closed!).TrySetResult(), _closed, CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Ends the connection at once; does nothing after <see cref="Detach"/>.</summary>
    public void Abort()
    {
        lock (_lock)
        {
            if (!_isDetached) abort();
        }
    }

    /// <summary>The request is over. Its connection may serve another one, which must not be aborted.</summary>
    public void Detach()
    {
        lock (_lock) _isDetached = true;
    }

    // False when something is due that could not be written.
    private bool WriteNewest(CountCacheEntry count)
    {
        // A new entry has no value while the cluster is away.
        if (count.Value is not { } answer || answer.Public.ETag == _sentETag)
            return time.GetElapsedTime(_lastWriteAt) <= HeartbeatInterval || Write(Heartbeat);
        if (!Write(answer.Public.Reached > _highestCount ? answer.EventWithMilestone : answer.Event)) return false;
        (_sentETag, _highestCount) = (answer.Public.ETag, Math.Max(_highestCount, answer.Public.Count));
        return true;
    }

    private bool Write(byte[] bytes)
    {
        lock (_lock)
        {
            if (_isClosing || !_write.IsCompleted || !canWrite()) return false;
            _lastWriteAt = time.GetTimestamp();
            try
            {
                var flush = body.WriteAsync(bytes);
                // Nearly always completed at once; then there is no task to keep.
                if (!flush.IsCompletedSuccessfully) _write = flush.AsTask();
            }
            catch (Exception)
            {
                // The connection is gone, which aborts the request.
                return false;
            }
            return true;
        }
    }
}
