using System.Globalization;
using System.Net.Sockets;
using System.Text;
using HdrHistogram;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Viewers of the count stream (server-sent events). Each counts its events, checks that the count does not decrease, and measures how long
/// ago the oldest signature was acknowledged that an event shows for the first time. A disconnected viewer reconnects after 2 s, as a
/// browser does.
/// </summary>
internal sealed class CountStreamViewers : IDisposable
{
    // Opening all at once would be a load of its own.
    private const int OpeningMax = 64;

    // An event has about 150 bytes.
    private const int BufferBytes = 1_024;

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2), OpenWithin = TimeSpan.FromSeconds(60);

    private readonly Uri _target;
    private readonly string _path;
    private readonly byte[] _request;
    private readonly int _viewers;
    private readonly AcknowledgementTimes _acknowledged;
    private readonly SemaphoreSlim _opening = new(OpeningMax);
    private readonly Lock _gate = new();
    private readonly LongHistogram _seenAfter = LoadMeter.NewHistogram();
    private long _events, _decreases, _disconnections;
    private int _open;

    public CountStreamViewers(Uri target, string slug, int viewers, AcknowledgementTimes acknowledged)
    {
        (_target, _viewers, _acknowledged) = (target, viewers, acknowledged);
        _path = $"/api/v1/petitions/{slug}/count/stream";
        _request = Encoding.ASCII.GetBytes($"GET {_path} HTTP/1.1\r\nHost: {target.Authority}\r\nAccept: text/event-stream\r\n\r\n");
    }

    public long Events => Interlocked.Read(ref _events);

    /// <summary>Events with a lower count than the one before on the same stream.</summary>
    public long Decreases => Interlocked.Read(ref _decreases);

    public long Disconnections => Interlocked.Read(ref _disconnections);

    public int Open => Volatile.Read(ref _open);

    /// <summary>From the acknowledgement of a signature until a viewer sees it; of each event the oldest new signature.</summary>
    public Percentiles SeenAfter
    {
        get
        {
            lock (_gate) return Percentiles.Of(_seenAfter);
        }
    }

    /// <exception cref="UsageException">The program has no such stream.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        using var http = new HttpClient(DirectHttpHandler.New());
        using var answer = await http.GetAsync(new Uri(_target, _path), HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new UsageException($"--watchers needs the stream {_path}, which answers {(int)answer.StatusCode}: leave --watchers out.");
    }

    /// <summary>Watches until cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, _viewers).Select(_ => WatchAsync(cancel)));

    /// <summary>Waits until all are connected, or for 60 s.</summary>
    public async Task WaitUntilConnectedAsync(CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; Open < _viewers && waited < OpenWithin; waited += TimeSpan.FromMilliseconds(50))
            await Task.Delay(50, cancel);
    }

    public void Dispose() => _opening.Dispose();

    private async Task WatchAsync(CancellationToken cancel)
    {
        var seen = -1L;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                seen = await WatchOnceAsync(seen, cancel);
                if (cancel.IsCancellationRequested) return;
                Interlocked.Increment(ref _disconnections);
                await Task.Delay(ReconnectAfter, cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<long> WatchOnceAsync(long seen, CancellationToken cancel)
    {
        try
        {
            using var stream = await OpenAsync(cancel);
            // The first event after a gap shows signatures that nobody waited for; its age is not measured.
            var isFirst = true;
            var buffer = new byte[BufferBytes];
            var filled = 0;
            Interlocked.Increment(ref _open);
            try
            {
                while (await stream.ReadAsync(buffer.AsMemory(filled), cancel) is var read and > 0)
                {
                    filled += read;
                    filled = Take(buffer, filled, ref seen, ref isFirst);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            // Disconnected: the caller reconnects.
        }
        return seen;
    }

    private async Task<System.IO.Stream> OpenAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            var stream = await HttpConnection.ConnectAsync(_target);
            await stream.WriteAsync(_request, cancel);
            return stream;
        }
        finally
        {
            _opening.Release();
        }
    }

    // Takes the complete events and keeps the rest; returns its length. Chunk headers lie between events.
    private int Take(byte[] buffer, int filled, ref long seen, ref bool isFirst)
    {
        var rest = buffer.AsSpan(0, filled);
        while (rest.IndexOf("\n\n"u8) is var end and >= 0)
        {
            var line = rest[..end];
            var data = line.LastIndexOf("data: "u8);
            // A milestone carries a count too, but a count event follows at once.
            if (data >= 0 && line.IndexOf("event: "u8) < 0) TakeCount(line[data..], ref seen, ref isFirst);
            rest = rest[(end + 2)..];
        }
        if (rest.Length == buffer.Length) rest = [];
        rest.CopyTo(buffer);
        return rest.Length;
    }

    private void TakeCount(ReadOnlySpan<byte> data, ref long seen, ref bool isFirst)
    {
        Interlocked.Increment(ref _events);
        var at = data.IndexOf("\"count\":"u8);
        if (at < 0) return;
        var digits = data[(at + 8)..];
        var length = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (length >= 0) digits = digits[..length];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return;
        if (count < seen) Interlocked.Increment(ref _decreases);
        if (!isFirst && count > seen && _acknowledged.AgeOfNextAfter(seen) is { } age)
        {
            lock (_gate) _seenAfter.RecordValue(Math.Max(1, (long)age.TotalMicroseconds));
        }
        (seen, isFirst) = (count, false);
    }
}
