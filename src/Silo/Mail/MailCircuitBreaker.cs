using Petitions.Grains.Ledger;

namespace Petitions.Silo.Mail;

/// <summary>
/// Whether the mail server takes mails, as far as this process knows. A server that fails, or refuses everybody, gets no mail for 1 s, then
/// twice as long each time; after each pause one mail tries. It uses nothing but the clock.
/// </summary>
internal sealed class MailCircuitBreaker(TimeProvider time)
{
    /// <summary>Refusals without a mail taken between them after which it is the server and not the recipients.</summary>
    public const int RefusalsMax = 20;

    /// <summary>The longest pause, before it is spread by 20 %.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>So long after a mail was taken, a failure of another one counts as its own.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromHours(1);

    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(1), LongestPause, Spread: 0.2);

    private readonly Lock _lock = new();
    private DateTimeOffset _pausesUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _acceptedAt;
    private int _failures, _refusals;
    private string? _reason;

    /// <summary>True when the server has taken a mail lately: it is not the server when another one fails.</summary>
    public bool TakesOthers
    {
        get
        {
            lock (_lock) return _acceptedAt is { } at && time.GetUtcNow() - at < TrustedFor;
        }
    }

    /// <summary>How many mails may be on their way now: none during a pause, one to try the server, else as many as there are.</summary>
    public int Admits(int mailsMax)
    {
        lock (_lock) return time.GetUtcNow() < _pausesUntil ? 0 : _failures > 0 ? 1 : mailsMax;
    }

    /// <summary>The server has taken a mail. True when it did not before.</summary>
    public bool Accepted()
    {
        lock (_lock)
        {
            var wasFailing = _failures > 0;
            (_failures, _refusals, _acceptedAt) = (0, 0, time.GetUtcNow());
            (_pausesUntil, _reason) = (DateTimeOffset.MinValue, null);
            return wasFailing;
        }
    }

    /// <summary>The server has refused a mail. True when that made it a server that refuses everybody.</summary>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool Refused(double chance)
    {
        lock (_lock) return ++_refusals >= RefusalsMax && Fail("refuses everybody", chance);
    }

    /// <summary>
    /// The server failed. True when it did not before, or failed for another reason: whoever has repaired one fault is told of the next.
    /// </summary>
    /// <param name="reason">What to tell.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool Failed(string reason, double chance)
    {
        lock (_lock) return Fail(reason, chance);
    }

    private bool Fail(string reason, double chance)
    {
        var now = time.GetUtcNow();
        // The other connections say the same a moment later.
        if (now < _pausesUntil) return false;
        _pausesUntil = now + Pauses.PauseAfter(++_failures, chance);
        if (reason == _reason) return false;
        _reason = reason;
        return true;
    }
}
