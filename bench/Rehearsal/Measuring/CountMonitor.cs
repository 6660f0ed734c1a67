using System.Diagnostics;
using System.Text.Json;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>
/// Polls the public count five times a second: whether it ever decreases, and how old the oldest acknowledgement is that it does not show
/// yet. Polls do not overlap, so their answers are in order.
/// </summary>
internal sealed class CountMonitor : IDisposable
{
    /// <summary>Petitions that are polled; of more, those that are signed most.</summary>
    public const int WatchedMax = 8;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20), PollEvery = TimeSpan.FromMilliseconds(200);

    // A slower answer is dropped, so that it does not delay the next poll.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    private readonly HttpClient _http;
    private readonly string[] _slugs;
    private readonly long[] _acknowledged, _shown, _baseline;
    private readonly Queue<(long At, long Acknowledged)> _samples = new();
    private double? _stalenessMaxMs;

    public CountMonitor(Uri target, IReadOnlyList<string> slugs)
    {
        _http = new HttpClient(DirectHttpHandler.New()) { BaseAddress = target, Timeout = AnswerWithin };
        _slugs = [.. slugs.Take(WatchedMax)];
        _acknowledged = new long[slugs.Count];
        (_shown, _baseline) = (new long[_slugs.Length], new long[_slugs.Length]);
    }

    /// <summary>The count of the first petition before the load.</summary>
    public long BaselineOfFirst => _baseline[0];

    /// <summary>Counts that were lower than an earlier one.</summary>
    public List<string> Decreases { get; } = [];

    /// <summary>Longest staleness of the run in ms; null when no poll was answered.</summary>
    public double? StalenessMaxMs { get; private set; }

    /// <summary>Sum of the last counts of the watched petitions; null before the first answer.</summary>
    public long? Shown { get; private set; }

    /// <summary>Records the first acknowledgement of a signer.</summary>
    public void Acknowledge(int petition) => Interlocked.Increment(ref _acknowledged[petition]);

    /// <summary>The longest staleness in ms since the last call; null when no poll was answered.</summary>
    public double? TakeStaleness()
    {
        lock (_samples)
        {
            var taken = _stalenessMaxMs;
            _stalenessMaxMs = null;
            return taken;
        }
    }

    /// <summary>Reads the counts before the load.</summary>
    public async Task ReadBaselineAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _slugs.Length; i++) _shown[i] = _baseline[i] = await PublicCount.ReadAsync(_http, _slugs[i], cancel);
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(SampleEvery);
        var polling = Task.CompletedTask;
        var polledAt = 0L;
        while (!cancel.IsCancellationRequested)
        {
            lock (_samples) _samples.Enqueue((Stopwatch.GetTimestamp(), Watched()));
            if (polling.IsCompleted && Stopwatch.GetElapsedTime(polledAt) >= PollEvery)
            {
                polledAt = Stopwatch.GetTimestamp();
                polling = PollAsync(cancel);
            }
            try
            {
                await timer.WaitForNextTickAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await polling;
    }

    public void Dispose() => _http.Dispose();

    private async Task PollAsync(CancellationToken cancel)
    {
        try
        {
            for (var i = 0; i < _slugs.Length; i++)
            {
                var count = await PublicCount.ReadAsync(_http, _slugs[i], cancel);
                if (count < _shown[i]) Decreases.Add($"{_slugs[i]}: {count} after {_shown[i]}");
                _shown[i] = Math.Max(count, _shown[i]);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            // Without an answer no count is shown, so none is stale. The next poll measures again.
            return;
        }
        Shown = _shown.Sum();
        NoteStaleness(Shown.Value - _baseline.Sum());
    }

    // A sample above the shown count holds acknowledgements that are not shown yet; the first such sample is the oldest.
    private void NoteStaleness(long shown)
    {
        lock (_samples)
        {
            while (_samples.TryPeek(out var sample) && sample.Acknowledged <= shown) _samples.Dequeue();
            var staleness = _samples.TryPeek(out var oldest) ? Stopwatch.GetElapsedTime(oldest.At).TotalMilliseconds : 0;
            _stalenessMaxMs = Math.Max(_stalenessMaxMs ?? 0, staleness);
            StalenessMaxMs = Math.Max(StalenessMaxMs ?? 0, staleness);
        }
    }

    private long Watched()
    {
        var sum = 0L;
        for (var i = 0; i < _slugs.Length; i++) sum += Interlocked.Read(ref _acknowledged[i]);
        return sum;
    }
}
