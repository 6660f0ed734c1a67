namespace Petitions.Frontend.Signing;

/// <summary>
/// Calls a grain, and calls it again when the call got lost. Only for calls that are safe to make twice: what a lost attempt has done is
/// found by the next, and its answer is the same.
/// </summary>
internal sealed partial class RetryingCaller(TimeProvider time, ILogger log)
{
    /// <summary>Attempts for one call; then nobody knows what became of it.</summary>
    public const int AttemptsMax = 3;

    /// <summary>All attempts together end within this time, which leaves half a second of the 6 s in which every call ends.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5.5);

    /// <summary>Wait before the second and third attempt, on average: a lost activation is replaced at once, a lost silo is not.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(250)];

    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(1);

    private long _loggedAt = long.MinValue;

    /// <summary>
    /// The answer, or why there is none. Never throws. <paramref name="state"/> is handed to <paramref name="call"/>, so that the call of a
    /// signature needs no closure.
    /// </summary>
    public async Task<CallResult<TAnswer>> CallAsync<TState, TAnswer>(TState state, Func<TState, Task<TAnswer>> call)
    {
        var start = time.GetTimestamp();
        var timeouts = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new(await call(state).WaitAsync(AnswerWithin - time.GetElapsedTime(start), time), null);
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

    // Said once a second: in an outage thousands of calls fail alike. The messages of Orleans hold grain keys, so only their kind is said.
    private void Log(CallFailure kind, Exception failure, int attempts)
    {
        var last = Volatile.Read(ref _loggedAt);
        var now = time.GetTimestamp();
        if (last != long.MinValue && time.GetElapsedTime(last, now) < LogEvery) return;
        if (Interlocked.CompareExchange(ref _loggedAt, now, last) != last) return;

        var type = failure.GetType().FullName ?? "";
        if (kind == CallFailure.Unexpected) LogUnexpected(type, failure.StackTrace ?? "");
        else LogUnanswered(type, attempts);
    }

    [LoggerMessage(LogLevel.Warning, "Signers get no answer from the cluster ({Failure}, {Attempts} attempts); they shall try again.")]
    private partial void LogUnanswered(string failure, int attempts);

    [LoggerMessage(LogLevel.Error, "A signer's grain failed with {Failure}; the signer is asked to try again. {StackTrace}")]
    private partial void LogUnexpected(string failure, string stackTrace);
}

/// <summary>What became of a call.</summary>
/// <param name="Answer">The answer; meaningless with a failure.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
internal readonly record struct CallResult<TAnswer>(TAnswer? Answer, CallFailure? Failure);
