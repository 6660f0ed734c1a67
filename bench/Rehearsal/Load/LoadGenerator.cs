using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Schedule;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// Sends at the planned times, whatever the answers do (an open model): a surge does not wait for those who are not served yet. One
/// thread keeps the times; the rest happens as sockets become ready.
/// </summary>
internal sealed class LoadGenerator
{
    /// <summary>A phone tries again this long after its reply was lost, in microseconds.</summary>
    private const long RetryAfterMicroseconds = 1_000_000;

    // Sleeps are short, so that a stop and retries are noticed.
    private const long SleepMicrosecondsMax = 5_000, SleepMicrosecondsMin = 50;

    private readonly LoadPlan _plan;
    private readonly LoadClient _client;
    private readonly Journal _journal;
    private readonly LoadMeter _meter;
    private readonly RequestSampler _mix;
    private readonly byte[][] _pageReads, _countReads;
    private readonly ConcurrentQueue<(int Index, long Due)> _retries = new();
    private volatile bool _stopping;

    public LoadGenerator(
        LoadPlan plan, RequestMix mix, Uri target, IReadOnlyList<SigningRequestTemplate> petitions, ConnectionPool connections, IdempotencyKeys ids, Journal journal,
        LoadMeter meter, Action<int> onNewlyAcknowledged)
    {
        (_plan, _journal, _meter, _mix) = (plan, journal, meter, new RequestSampler(mix, plan.Seed));
        _client = new LoadClient(connections, petitions, ids, journal, meter)
        {
            OnNewlyAcknowledged = onNewlyAcknowledged,
            OnDropped = index => _retries.Enqueue((index, meter.MicrosecondsAt(Stopwatch.GetTimestamp()) + RetryAfterMicroseconds)),
        };
        _pageReads = [.. petitions.Select(petition => Get(target, $"/p/{petition.Slug}"))];
        _countReads = [.. petitions.Select(petition => Get(target, $"/api/v1/petitions/{petition.Slug}/count"))];
    }

    public LoadClient Client => _client;

    /// <summary>Nothing more is sent but retries that are due.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Ends when everything is sent and answered or given up.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = cancel.Register(Stop);
        // A thread of its own: in the pool the next arrival would wait for whatever runs there.
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
        var (signer, petition) = _mix.NextSigner();
        var index = _journal.Append(signer, petition, now);
        _meter.Offer(intended, now);
        _ = _client.SignAsync(index, intended, _mix.NextDropsReply());
        for (var i = _mix.NextPages(); i > 0; i--) _ = _client.ReadAsync(_pageReads[petition]);
        for (var i = _mix.NextCounts(); i > 0; i--) _ = _client.ReadAsync(_countReads[petition]);
    }

    private static long Microseconds(double? seconds) => seconds is { } time ? (long)(time * 1e6) : long.MaxValue;

    private static byte[] Get(Uri target, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {target.Authority}\r\nAccept-Language: en\r\n\r\n");

    // The runtime's own waits count whole milliseconds, in which a busy generator would send bundles.
    private static void Sleep(long microseconds)
    {
        if (OperatingSystem.IsWindows()) Thread.CurrentThread.Join(TimeSpan.FromMilliseconds(1));
        else _ = SleepMicroseconds((uint)microseconds);
    }

    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SleepMicroseconds(uint microseconds);
}
