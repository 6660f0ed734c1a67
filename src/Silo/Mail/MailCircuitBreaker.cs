using Petitions.Grains.Ledger;

namespace Petitions.Silo.Mail;

/// <summary>
/// Circuit breaker for the mail server, per process. It looks at the server and not at recipients: a lost connection, a failed login or a
/// rejected sender pauses sending, for 1, 2, 4 … 60 s, until a probe gets through. A probe gives the server the own sender address as
/// recipient and then resets, so nothing is sent. Refused recipients ask for a probe: while the server takes that or other mails, they say
/// nothing of the server. Only <see cref="RefusalsMax"/> refusals in a row that no probe explains pause sending too, and as many rejected
/// messages while no mail was accepted for an hour. What a probe cannot show, a connection that breaks during a mail, is tried with one
/// mail after each pause. Does no I/O.
/// </summary>
internal sealed class MailCircuitBreaker(TimeProvider time)
{
    /// <summary>Refusals in a row, while probes are refused too, that pause sending. After the pause as many mails are tried.</summary>
    public const int RefusalsMax = 20;

    /// <summary>So many refusals in a row ask for a probe.</summary>
    public const int ProbeEvery = 5;

    /// <summary>The longest pause, before it is spread by 20 %.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // For this long after an accepted mail or probe, a refusal is the recipient's. A refusal after a quiet minute asks for a probe.
    private static readonly TimeSpan TrustedFor = TimeSpan.FromHours(1), FreshFor = TimeSpan.FromMinutes(1);

    private static readonly Backoff Pauses = new(TimeSpan.FromSeconds(1), LongestPause, Spread: 0.2);

    private readonly Lock _lock = new();
    private DateTimeOffset _pausesUntil = DateTimeOffset.MinValue;
    private DateTimeOffset? _acceptedAt, _probedAt;
    private int _failures, _refusals, _rejections, _mailsOnTrial;
    private bool _isUnreachable, _isProbing, _hasEverAccepted, _hasToldFirstRefusal;
    private string? _reason;

    /// <summary>True when the server accepted a mail within the last hour: a rejected message is then rejected for itself.</summary>
    public bool AcceptedRecently
    {
        get
        {
            lock (_lock) return IsWithin(TrustedFor, _acceptedAt);
        }
    }

    /// <summary>
    /// True when the server accepted a mail or a probe within the last hour, and works as far as is known: a refused recipient is then
    /// refused for itself.
    /// </summary>
    public bool TakesRecipients
    {
        get
        {
            lock (_lock) return !_isUnreachable && (IsWithin(TrustedFor, _acceptedAt) || IsWithin(TrustedFor, _probedAt));
        }
    }

    /// <summary>
    /// How many mails may be in flight: 0 during a pause and until a probe got through; after a pause that a probe cannot end, until one
    /// mail is accepted, 1 when a connection broke during a mail and <see cref="RefusalsMax"/> when everything was refused; else
    /// <paramref name="mailsMax"/>.
    /// </summary>
    public int MailsAllowed(int mailsMax)
    {
        lock (_lock)
        {
            if (_isUnreachable || time.GetUtcNow() < _pausesUntil) return 0;
            return _failures > 0 ? Math.Min(_mailsOnTrial, mailsMax) : mailsMax;
        }
    }

    /// <summary>True for one caller when a pause because of the connection is over: it must probe and report.</summary>
    public bool TryBeginProbe()
    {
        lock (_lock)
        {
            if (!_isUnreachable || _isProbing || time.GetUtcNow() < _pausesUntil) return false;
            return _isProbing = true;
        }
    }

    /// <summary>Reports a mail that was sent, and what the server said.</summary>
    /// <param name="reply">The server's reply.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public MailServerChange OnReply(MailReply reply, double chance)
    {
        lock (_lock)
        {
            return reply.Kind switch
            {
                MailReplyKind.Accepted => Accept(),
                MailReplyKind.ServerUnavailable => Lose(reply.Reason, mailsOnTrial: 0, chance),
                MailReplyKind.Interrupted => Lose(reply.Reason, mailsOnTrial: 1, chance),
                MailReplyKind.RejectedPermanently or MailReplyKind.RejectedTemporarily => Refuse(reply),
                MailReplyKind.MessageDeferred => RejectMessage(reply.Reason, chance),
                // While the server accepts others, a message that is rejected for good says nothing of it.
                MailReplyKind.MessageRejected when !IsWithin(TrustedFor, _acceptedAt) =>
                    RejectMessage(reply.Reason, chance) | TellFirstRefusal(),
                _ => MailServerChange.None,
            };
        }
    }

    /// <summary>Reports a probe.</summary>
    /// <param name="reply">The server's reply to the own address; everything but a failure shows that it works.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public MailServerChange OnProbed(MailReply reply, double chance)
    {
        lock (_lock)
        {
            _isProbing = false;
            if (reply.Kind is MailReplyKind.ServerUnavailable or MailReplyKind.Interrupted)
                return Lose(reply.Reason, _mailsOnTrial, chance);
            var isBack = _isUnreachable && _mailsOnTrial == 0;
            _isUnreachable = false;
            if (isBack) (_failures, _pausesUntil, _reason) = (0, DateTimeOffset.MinValue, null);
            if (reply.Kind == MailReplyKind.Accepted) (_probedAt, _refusals) = (time.GetUtcNow(), 0);
            else
            {
                // Mails that were accepted before prove nothing any more.
                (_probedAt, _acceptedAt) = (null, null);
                if (_refusals >= RefusalsMax && Pause(reply.Reason, RefusalsMax, chance)) return MailServerChange.Refuses;
            }
            return isBack ? MailServerChange.Works : MailServerChange.None;
        }
    }

    private MailServerChange Accept()
    {
        var wasFailing = _failures > 0;
        (_failures, _refusals, _rejections, _mailsOnTrial, _isUnreachable, _hasEverAccepted) = (0, 0, 0, 0, false, true);
        (_acceptedAt, _pausesUntil, _reason) = (time.GetUtcNow(), DateTimeOffset.MinValue, null);
        return wasFailing ? MailServerChange.Works : MailServerChange.None;
    }

    private MailServerChange Refuse(MailReply reply)
    {
        _refusals++;
        var change = MailServerChange.None;
        if (_refusals % ProbeEvery == 0 || !IsWithin(FreshFor, _acceptedAt) && !IsWithin(FreshFor, _probedAt))
            change |= MailServerChange.NeedsProbe;
        return reply.Kind == MailReplyKind.RejectedPermanently ? change | TellFirstRefusal() : change;
    }

    private MailServerChange RejectMessage(string reason, double chance) =>
        ++_rejections >= RefusalsMax && Pause(reason, RefusalsMax, chance) ? MailServerChange.Refuses : MailServerChange.None;

    private MailServerChange TellFirstRefusal()
    {
        if (_hasEverAccepted || _hasToldFirstRefusal) return MailServerChange.None;
        _hasToldFirstRefusal = true;
        return MailServerChange.FirstRefusal;
    }

    // Without mails on trial a probe alone ends the pause.
    private MailServerChange Lose(string reason, int mailsOnTrial, double chance)
    {
        _isUnreachable = true;
        return Pause(reason, mailsOnTrial, chance) ? MailServerChange.Fails : MailServerChange.None;
    }

    // True when the reason is new, so that it must be logged.
    private bool Pause(string reason, int mailsOnTrial, double chance)
    {
        var now = time.GetUtcNow();
        // The other connections say the same a moment later.
        if (now < _pausesUntil) return false;
        _pausesUntil = now + Pauses.PauseAfter(++_failures, chance);
        _mailsOnTrial = Math.Max(_mailsOnTrial, mailsOnTrial);
        (_refusals, _rejections) = (0, 0);
        if (reason == _reason) return false;
        _reason = reason;
        return true;
    }

    private bool IsWithin(TimeSpan period, DateTimeOffset? at) => at is { } moment && time.GetUtcNow() - moment < period;
}

/// <summary>What a reply changed, for the log and the next step.</summary>
[Flags]
internal enum MailServerChange
{
    /// <summary>Nothing that is new.</summary>
    None = 0,

    /// <summary>The server works again.</summary>
    Works = 1,

    /// <summary>The server cannot be used, for a new reason.</summary>
    Fails = 2,

    /// <summary>The server refuses every mail, for a new reason.</summary>
    Refuses = 4,

    /// <summary>The first recipient or message that a server refused which has accepted no mail yet.</summary>
    FirstRefusal = 8,

    /// <summary>The caller must probe, to find out whether the refusal is the recipient's or the server's.</summary>
    NeedsProbe = 16,
}
