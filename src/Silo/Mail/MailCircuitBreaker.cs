namespace Petitions.Silo.Mail;

/// <summary>
/// Whether the mail server takes mails, as far as this process knows. A server that fails, or refuses everybody, is left alone for a while,
/// twice as long each time; then one mail tries. Only the clock is asked.
/// </summary>
internal sealed class MailCircuitBreaker(TimeProvider time)
{
    /// <summary>Refusals without a mail taken between them after which it is the server and not the recipients.</summary>
    public const int RefusalsMax = 20;

    /// <summary>The longest time that the server is left alone.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>So long after a mail was taken, a failure of another one counts as its own.</summary>
    private static readonly TimeSpan TrustedFor = TimeSpan.FromHours(1);

    private const double Spread = 0.2;

    private readonly Lock _lock = new();
    private DateTimeOffset _restsUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _acceptedAt;
    private int _failures, _refusals;
    private string? _reason;

    /// <summary>True when the server has taken a mail lately: it is not the server when another one fails.</summary>
    public bool AcceptedRecently
    {
        get
        {
            lock (_lock) return _acceptedAt is { } at && time.GetUtcNow() - at < TrustedFor;
        }
    }

    /// <summary>How many mails may be on their way now: none while the server is left alone, one to try it, else as many as there are.</summary>
    public int MailsAllowed(int mailsMax)
    {
        lock (_lock) return time.GetUtcNow() < _restsUntil ? 0 : _failures > 0 ? 1 : mailsMax;
    }

    /// <summary>The server has taken a mail. True when it did not before.</summary>
    public bool OnAccepted()
    {
        lock (_lock)
        {
            var wasFailing = _failures > 0;
            (_failures, _refusals, _acceptedAt) = (0, 0, time.GetUtcNow());
            (_restsUntil, _reason) = (DateTimeOffset.MinValue, null);
            return wasFailing;
        }
    }

    /// <summary>The server has refused a mail. True when that made it a server that refuses everybody.</summary>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool OnRejected(double chance)
    {
        lock (_lock) return ++_refusals >= RefusalsMax && Fail("refuses everybody", chance);
    }

    /// <summary>The server failed. True when it did not before, or for another reason: who has repaired one fault is told of the next.</summary>
    /// <param name="reason">What to tell.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public bool OnFailed(string reason, double chance)
    {
        lock (_lock) return Fail(reason, chance);
    }

    private bool Fail(string reason, double chance)
    {
        var now = time.GetUtcNow();
        // The other connections say the same a moment later.
        if (now < _restsUntil) return false;
        var rest = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_failures, 10)));
        _restsUntil = now + (rest < LongestRest ? rest : LongestRest) * (1 - Spread + 2 * Spread * chance);
        _failures++;
        if (reason == _reason) return false;
        _reason = reason;
        return true;
    }
}
