using Petitions.Grains.Signing;

namespace Petitions.Frontend.Signing;

/// <summary>
/// Calls the signer's grain, and calls it again when the call got lost. Safe because every attempt carries the same operation id: a
/// signature that was stored by a lost attempt is recognised, and its answer is the same.
/// </summary>
internal sealed partial class SignerCalls(
    Admission admission, SignerReferences signers, SignerIdentity identity, TimeProvider time, ILogger<SignerCalls> log)
{
    /// <summary>Attempts for one signature; then the answer is that nobody knows.</summary>
    public const int AttemptsMax = 3;

    /// <summary>All attempts together end within this time, which leaves half a second of the 6 s in which every call ends.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5.5);

    /// <summary>Wait before the second and third attempt, on average: a lost activation is replaced at once, a lost silo is not.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(250)];

    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(1);

    private long _loggedAt = long.MinValue;

    /// <summary>
    /// What became of the signature. Never throws: what goes wrong here is an outcome. Not cancelled when the client hangs up: what was
    /// sent may be stored already, and a retry finds it. Never ends sooner than <see cref="AdmissionOptions.AnswerNotBefore"/>.
    /// </summary>
    public async Task<SignAnswer> SignAsync(CheckedSignature signed)
    {
        if (!admission.TryEnter()) return new(SignOutcome.Overloaded);
        // Begun before the work: a timer that is set when the work is done would fire by how long it took.
        var floor = Task.Delay(admission.AnswerNotBefore, time);
        try
        {
            return await CallAsync(signed);
        }
        finally
        {
            admission.Leave();
            await floor;
        }
    }

    private async Task<SignAnswer> CallAsync(CheckedSignature signed)
    {
        var signer = signers.Of(identity.KeyOf(signed.Signer));
        var start = time.GetTimestamp();
        var timeouts = 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await signer.Sign(signed.Signature).WaitAsync(AnswerWithin - time.GetElapsedTime(start), time);
            }
            catch (Exception failure)
            {
                var kind = CallFailures.Classify(failure);
                if (kind == CallFailure.TooManyWaiting) return new(SignOutcome.TooManyWaiting);
                if (kind == CallFailure.Overloaded) return new(SignOutcome.Overloaded);
                if (kind == CallFailure.TimedOut) timeouts++;
                if (kind == CallFailure.Unexpected || timeouts > 1 || attempt == AttemptsMax || !await TryPauseAsync(attempt, start))
                {
                    Log(kind, failure, attempt);
                    return new(SignOutcome.Unknown);
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

    [LoggerMessage(LogLevel.Warning, "Signatures get no answer from the cluster ({Failure}, {Attempts} attempts); signers shall try again.")]
    private partial void LogUnanswered(string failure, int attempts);

    [LoggerMessage(LogLevel.Error, "A signer's grain failed with {Failure}; the signer is asked to try again. {StackTrace}")]
    private partial void LogUnexpected(string failure, string stackTrace);
}
