using Petitions.Frontend.Http;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Calls a grain and retries when the call was lost. Only for idempotent calls: if a lost attempt had an effect, the next one finds it and
/// gives the same answer.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures are written, at most once a second.</param>
/// <param name="lost">Ends the wait of an attempt whose answer may never come; null when there is no such news.</param>
internal sealed partial class RetryingCaller(TimeProvider time, ILogger log, GatewayLossSignal? lost = null)
{
    /// <summary>Attempts for one call; after them the outcome is unknown.</summary>
    public const int AttemptsMax = 3;

    /// <summary>All attempts together take no longer; every HTTP call ends within 6 s, and this leaves 0.5 s of them.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5.5);

    /// <summary>Mean wait before the second and third attempt: a lost activation is replaced at once, a lost silo takes longer.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(250)];

    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(1);

    private readonly LogThrottle _lines = new(time, LogEvery);

    /// <summary>
    /// The answer, or why there is none. Never throws. <paramref name="state"/> is passed to <paramref name="call"/>, so that signing
    /// allocates no closure.
    /// </summary>
    public async Task<CallResult<TAnswer>> CallAsync<TState, TAnswer>(TState state, Func<TState, Task<TAnswer>> call)
    {
        var start = time.GetTimestamp();
        var timeouts = 0;
        for (var attempt = 1; ; attempt++)
        {
            var left = AnswerWithin - time.GetElapsedTime(start);
            // A starved process sleeps longer than it wants to.
            if (left <= TimeSpan.Zero) return new(default, CallFailure.TimedOut);
            try
            {
                return new(await call(state).WaitAsync(left, time, lost?.Token ?? CancellationToken.None), null);
            }
            catch (Exception failure)
            {
                var kind = CallFailures.Classify(failure);
                if (kind is CallFailure.TooManyWaiting or CallFailure.Overloaded) return new(default, kind);
                if (kind == CallFailure.TimedOut) timeouts++;
                if (kind == CallFailure.Unexpected || timeouts > 1 || attempt == AttemptsMax || !await TryPauseAsync(attempt, start))
                {
                    Log(kind, failure, attempt);
                    return new(default, kind);
                }
            }
        }
    }

    // False when no time is left for another attempt.
    private async Task<bool> TryPauseAsync(int attempt, long start)
    {
        var pause = Pauses[attempt - 1] * (0.5 + Random.Shared.NextDouble());
        if (time.GetElapsedTime(start) + pause + pause >= AnswerWithin) return false;
        await Task.Delay(pause, time);
        return true;
    }

    // At most once a second: in an outage thousands of calls fail alike. Only the exception's type: messages of Orleans hold grain keys.
    private void Log(CallFailure kind, Exception failure, int attempts)
    {
        if (!_lines.TryEnter()) return;
        var type = failure.GetType().FullName ?? "";
        if (kind == CallFailure.Unexpected) LogUnexpected(type, failure.StackTrace ?? "");
        else LogUnanswered(type, attempts);
    }

    [LoggerMessage(LogLevel.Warning, "Calls to the cluster fail ({Failure}, {Attempts} attempts); signers are asked to try again.")]
    private partial void LogUnanswered(string failure, int attempts);

    [LoggerMessage(LogLevel.Error, "A signer's grain failed with {Failure}; the signer is asked to try again. {StackTrace}")]
    private partial void LogUnexpected(string failure, string stackTrace);
}

/// <summary>What became of a call.</summary>
/// <param name="Answer">The answer; undefined after a failure.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
internal readonly record struct CallResult<TAnswer>(TAnswer? Answer, CallFailure? Failure);
