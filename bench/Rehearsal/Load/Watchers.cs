using Petitions.Bench.Rehearsal.Commands;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// People who watch the count as a stream of server-sent events. Each counts its events and sees whether the count falls; one that is
/// cut off comes back after a moment, as browsers do.
/// </summary>
internal sealed class Watchers : IDisposable
{
    // Opening them all at once would be a surge of its own.
    private const int OpenedAtOnce = 64;

    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly Uri _stream;
    private readonly int _watchers;
    private readonly SemaphoreSlim _opening = new(OpenedAtOnce);
    private long _events, _falls, _cutOffs;
    private int _open;

    public Watchers(Uri target, string slug, int watchers)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = int.MaxValue }) { Timeout = Timeout.InfiniteTimeSpan };
        _stream = new Uri(target, $"/api/v1/petitions/{slug}/count/stream");
        _watchers = watchers;
    }

    public long Events => Interlocked.Read(ref _events);

    /// <summary>Events with a lower count than the one before on the same stream.</summary>
    public long Falls => Interlocked.Read(ref _falls);

    public long CutOffs => Interlocked.Read(ref _cutOffs);

    public int Open => Volatile.Read(ref _open);

    /// <exception cref="UsageException">The program has no such stream.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(_stream, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new UsageException($"--watchers need the stream {_stream.AbsolutePath}, and the program answers {(int)answer.StatusCode} there: leave --watchers out.");
    }

    /// <summary>Watches until it is cancelled.</summary>
    public Task RunAsync(CancellationToken cancel) => Task.WhenAll(Enumerable.Range(0, _watchers).Select(_ => WatchAsync(cancel)));

    public void Dispose()
    {
        _http.Dispose();
        _opening.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancel)
    {
        var last = -1L;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                last = await WatchOnceAsync(last, cancel);
                Interlocked.Increment(ref _cutOffs);
                await Task.Delay(ComesBackAfter, cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<long> WatchOnceAsync(long last, CancellationToken cancel)
    {
        try
        {
            using var answer = await OpenAsync(cancel);
            if (!answer.IsSuccessStatusCode) return last;
            Interlocked.Increment(ref _open);
            try
            {
                using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancel), bufferSize: 512);
                while (await reader.ReadLineAsync(cancel) is { } line) last = Take(line, last);
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Cut off: the caller comes back.
        }
        return last;
    }

    private async Task<HttpResponseMessage> OpenAsync(CancellationToken cancel)
    {
        await _opening.WaitAsync(cancel);
        try
        {
            return await _http.GetAsync(_stream, HttpCompletionOption.ResponseHeadersRead, cancel);
        }
        finally
        {
            _opening.Release();
        }
    }

    private long Take(string line, long last)
    {
        if (!line.StartsWith("data:", StringComparison.Ordinal)) return last;
        Interlocked.Increment(ref _events);
        var at = line.IndexOf("\"count\":", StringComparison.Ordinal);
        if (at < 0) return last;
        var digits = line.AsSpan(at + 8).TrimStart();
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        if (!long.TryParse(length < 0 ? digits : digits[..length], out var count)) return last;
        if (count < last) Interlocked.Increment(ref _falls);
        return count;
    }
}
