using System.Diagnostics;
using System.Text.Json;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Measuring;

/// <summary>
/// Looks at the public count five times a second as a visitor does: whether it ever falls, and how old the acknowledgements are that it
/// does not show yet. One look after the other, so that two answers are in order.
/// </summary>
internal sealed class CountMonitor : IDisposable
{
    /// <summary>With more petitions the most signed ones are watched.</summary>
    public const int WatchedMax = 8;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20), PollEvery = TimeSpan.FromMilliseconds(200);

    // A look that takes longer is none; it must not hold up the next.
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

    /// <summary>Moments at which a count was lower than one seen before.</summary>
    public List<string> Decreases { get; } = [];

    /// <summary>Of the whole run, in ms.</summary>
    public double? StalenessMaxMs { get; private set; }

    /// <summary>What is shown now, of the watched petitions together; null before the first answer.</summary>
    public long? Shown { get; private set; }

    /// <summary>A person was acknowledged for the first time.</summary>
    public void Acknowledge(int petition) => Interlocked.Increment(ref _acknowledged[petition]);

    /// <summary>The longest staleness since the last call; null when there was no answer.</summary>
    public double? TakeStaleness()
    {
        lock (_samples)
        {
            var taken = _stalenessMaxMs;
            _stalenessMaxMs = null;
            return taken;
        }
    }

    /// <summary>Reads the counts that were there before the load.</summary>
    public async Task ReadBaselineAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _slugs.Length; i++) _shown[i] = _baseline[i] = await PublicCount.ReadAsync(_http, _slugs[i], cancel);
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(SampleEvery);
        var looking = Task.CompletedTask;
        var looked = 0L;
        while (!cancel.IsCancellationRequested)
        {
            lock (_samples) _samples.Enqueue((Stopwatch.GetTimestamp(), Watched()));
            if (looking.IsCompleted && Stopwatch.GetElapsedTime(looked) >= PollEvery)
            {
                looked = Stopwatch.GetTimestamp();
                looking = PollAsync(cancel);
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
        await looking;
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
            // The program is not there or does not answer: nobody sees a count, so nobody sees an old one. The next look tells.
            return;
        }
        Shown = _shown.Sum();
        NoteStaleness(Shown.Value - _baseline.Sum());
    }

    // A sample with more than is shown was acknowledged and cannot be seen yet; the first of them is the oldest.
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
