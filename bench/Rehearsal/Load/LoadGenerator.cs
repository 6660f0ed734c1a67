using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Schedule;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Sends requests at their scheduled times, whatever the answers are (an open model): new arrivals do not wait for earlier answers. One
/// thread keeps the schedule; the rest runs on the thread pool.
/// </summary>
internal sealed class LoadGenerator
{
    /// <summary>A client retries this long after it lost a reply, in microseconds.</summary>
    private const long RetryAfterMicroseconds = 1_000_000;

    // Short, so that a stop and due retries are noticed.
    private const long SleepMicrosecondsMax = 5_000, SleepMicrosecondsMin = 50;

    private readonly LoadPlan _plan;
    private readonly LoadClient _client;
    private readonly Journal _journal;
    private readonly LoadMeter _meter;
    private readonly RequestSampler _sampler;
    private readonly byte[][] _pageReads, _countReads;
    private readonly ConcurrentQueue<(int Index, long Due)> _retries = new();
    private volatile bool _stopping;

    public LoadGenerator(
        LoadPlan plan, RequestMix mix, Uri target, IReadOnlyList<SigningRequestTemplate> petitions, ConnectionPool connections,
        IdempotencyKeys keys, Journal journal, LoadMeter meter, Action<int> onNewlyAcknowledged)
    {
        (_plan, _journal, _meter, _sampler) = (plan, journal, meter, new RequestSampler(mix, plan.Seed));
        _client = new LoadClient(connections, petitions, keys, journal, meter)
        {
            OnNewlyAcknowledged = onNewlyAcknowledged,
            OnDropped = index => _retries.Enqueue((index, meter.MicrosecondsAt(Stopwatch.GetTimestamp()) + RetryAfterMicroseconds)),
        };
        _pageReads = [.. petitions.Select(petition => Get(target, $"/p/{petition.Slug}"))];
        _countReads = [.. petitions.Select(petition => Get(target, $"/api/v1/petitions/{petition.Slug}/count"))];
    }

    public LoadClient Client => _client;

    /// <summary>Stops the arrivals; pending retries are still sent.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Ends when every request is answered or timed out.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = cancel.Register(Stop);
        // A thread of its own, because in the pool an arrival would wait for other work.
        var sending = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await sending;
        var since = Stopwatch.GetTimestamp();
        while (_client.InFlight > 0 && Stopwatch.GetElapsedTime(since) < ConnectionPool.AnswerWithin + TimeSpan.FromSeconds(2))
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
    }

    private void Send()
    {
        var arrivals = new ArrivalSchedule(_plan);
        var next = Microseconds(arrivals.Next());
        while (true)
        {
            if (_stopping) next = long.MaxValue;
            var now = _meter.MicrosecondsAt(Stopwatch.GetTimestamp());
            if (_retries.TryPeek(out var retry) && (retry.Due <= now || _stopping))
            {
                _retries.TryDequeue(out retry);
                _meter.Retry();
                _ = _client.SignAsync(retry.Index, Math.Min(retry.Due, now), isRetry: true);
            }
            else if (next <= now)
            {
                Arrive(next, now);
                next = Microseconds(arrivals.Next());
            }
            else if (next == long.MaxValue && _retries.IsEmpty)
            {
                return;
            }
            else
            {
                Sleep(Math.Clamp(next - now, SleepMicrosecondsMin, SleepMicrosecondsMax));
            }
        }
    }

    private void Arrive(long intended, long now)
    {
        var (signer, petition) = _sampler.NextSigner();
        var index = _journal.Append(signer, petition, now);
        _meter.Offer(intended, now);
        _ = _client.SignAsync(index, intended, _sampler.NextDropsReply());
        for (var i = _sampler.NextPages(); i > 0; i--) _ = _client.ReadAsync(_pageReads[petition]);
        for (var i = _sampler.NextCounts(); i > 0; i--) _ = _client.ReadAsync(_countReads[petition]);
    }

    private static long Microseconds(double? seconds) => seconds is { } time ? (long)(time * 1e6) : long.MaxValue;

    private static byte[] Get(Uri target, string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {target.Authority}\r\nAccept-Language: en\r\n\r\n");

    // The runtime's waits have a resolution of 1 ms, in which a busy generator would send bursts.
    private static void Sleep(long microseconds)
    {
        if (OperatingSystem.IsWindows()) Thread.CurrentThread.Join(TimeSpan.FromMilliseconds(1));
        else _ = SleepMicroseconds((uint)microseconds);
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SleepMicroseconds(uint microseconds);
}
