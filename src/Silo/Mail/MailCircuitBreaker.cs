using Petitions.Grains.Ledger;

namespace Petitions.Silo.Mail;

/// <summary>
/// Circuit breaker for the mail server, per process. After a failure, or <see cref="RefusalsMax"/> rejections in a row, no mail is sent for
/// 1, 2, 4 … 60 s; then one mail is sent as a trial. Does no I/O.
/// </summary>
internal sealed class MailCircuitBreaker(TimeProvider time)
{
    /// <summary>Consecutive rejections after which the server counts as failing, instead of the recipients as invalid.</summary>
    public const int RefusalsMax = 20;

    /// <summary>The longest pause, before it is spread by 20 %.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>For this long after an accepted mail, a failure is attributed to the mail and not to the server.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromHours(1);

    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(1), LongestPause, Spread: 0.2);

    private readonly Lock _lock = new();
    private DateTimeOffset _pausesUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _acceptedAt;
    private int _failures, _refusals;
    private string? _reason;

    /// <summary>True when the server accepted a mail within the last hour, so that a failure is attributed to the mail.</summary>
    public bool AcceptedRecently
    {
        get
        {
            lock (_lock) return _acceptedAt is { } at && time.GetUtcNow() - at < TrustedFor;
        }
    }

    /// <summary>How many mails may be in flight: 0 during a pause, 1 as a trial after it, else <paramref name="mailsMax"/>.</summary>
    public int MailsAllowed(int mailsMax)
    {
        lock (_lock) return time.GetUtcNow() < _pausesUntil ? 0 : _failures > 0 ? 1 : mailsMax;
    }

    /// <summary>Reports an accepted mail. True when the server was failing before.</summary>
    public bool OnAccepted()
    {
        lock (_lock)
        {
            var wasFailing = _failures > 0;
            (_failures, _refusals, _acceptedAt) = (0, 0, time.GetUtcNow());
            (_pausesUntil, _reason) = (DateTimeOffset.MinValue, null);
            return wasFailing;
        }
    }

    /// <summary>Reports a rejected mail. True when the server now counts as failing because it rejects every mail.</summary>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool OnRejected(double chance)
    {
        lock (_lock) return ++_refusals >= RefusalsMax && Fail("refuses every recipient", chance);
    }

    /// <summary>Reports a failure. True when it is new or has another reason, so that it must be logged.</summary>
    /// <param name="reason">The reason to log.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool OnFailed(string reason, double chance)
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
