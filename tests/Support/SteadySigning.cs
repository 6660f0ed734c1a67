using System.Diagnostics;

namespace Petitions.Tests.Support;

/// <summary>
/// New people who sign at a constant rate, whatever happens to those before them: a slow answer delays nobody. Each signs once and does not
/// try again.
/// </summary>
/// <param name="fronts">Where they sign, in turn.</param>
/// <param name="peopleAtATime">People who come at once, 20 times a second.</param>
internal sealed class SteadySigning(IReadOnlyList<SigningClient> fronts, int peopleAtATime = 1) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _calls = [];
    private Task _running = Task.CompletedTask;

    /// <summary>All calls and their answers.</summary>
    public SigningHistory History { get; } = new();

    public SteadySigning Start()
    {
        _running = Task.Run(RunAsync);
        return this;
    }

    /// <summary>Ends, and waits for the last answers.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        await Task.WhenAll(_calls);
    }

    /// <summary>Calls of those who came between two moments.</summary>
    public IReadOnlyList<SigningAttempt> Between(long from, long to) =>
        [.. History.Attempts.Where(attempt => attempt.StartedAt >= from && attempt.StartedAt < to)];

    /// <summary>How long after <paramref name="moment"/> the last person came who was not served.</summary>
    public TimeSpan LastFailureAfter(long moment) => History.Attempts
        .Where(attempt => attempt.StartedAt >= moment && attempt.Answer.Outcome != SigningOutcome.Acknowledged)
        .Select(attempt => Stopwatch.GetElapsedTime(moment, attempt.StartedAt)).DefaultIfEmpty(TimeSpan.Zero).Max();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every);
        for (var signer = 1; ; signer += peopleAtATime)
        {
            for (var next = signer; next < signer + peopleAtATime; next++) _calls.Add(SignAsync(fronts[next % fronts.Count], next));
            try
            {
                await timer.WaitForNextTickAsync(_end.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task SignAsync(SigningClient front, int signer)
    {
        var attempt = History.Begin(signer, RunningProgram.NewOperation());
        History.End(attempt, await front.SignAsync(attempt.Signer, attempt.Operation));
    }
}
