using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>Asks <c>/readyz</c> of several programs all the time, as a balancer does.</summary>
internal sealed class ReadinessWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200), AnswersWithin = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _notReadyTicks;

    public ReadinessWatch(IReadOnlyList<PetitionProcess> programs) => _watching = Task.WhenAll(programs.Select(WatchAsync));

    /// <summary>Time that one of them was not ready, summed.</summary>
    public TimeSpan NotReady => TimeSpan.FromTicks(Interlocked.Read(ref _notReadyTicks));

    /// <summary>The last answer that was no success.</summary>
    public string? Reason { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync(PetitionProcess program)
    {
        using var http = new HttpClient { BaseAddress = program.Settings.PublicBaseUrl, Timeout = AnswersWithin };
        var since = Stopwatch.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            var isReady = await IsReadyAsync(http);
            var took = Stopwatch.GetElapsedTime(since);
            since = Stopwatch.GetTimestamp();
            if (!isReady) Interlocked.Add(ref _notReadyTicks, took.Ticks);
            await Task.Delay(Every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative), _end.Token);
            if (answer.IsSuccessStatusCode) return true;
            Reason = await answer.Content.ReadAsStringAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            Reason = e.Message;
        }
        return false;
    }
}
