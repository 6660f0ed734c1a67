using Petitions.Grains.Mail;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// Decides whether a mail counts as sent, is retried or is parked. A mail is only parked while the server accepts other recipients or
/// mails: when it accepts none, the failure is the server's. Pure.
/// </summary>
internal static class MailRetryPolicy
{
    /// <param name="mail">The mail.</param>
    /// <param name="reply">The result of sending it.</param>
    /// <param name="remindAt">When to send the reminder, if the mail was accepted.</param>
    /// <param name="takesRecipients">The server accepts other recipients: <see cref="MailCircuitBreaker.TakesRecipients"/>.</param>
    /// <param name="acceptedRecently">The server accepted another mail within the last hour.</param>
    /// <param name="now">The current time.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public static MailOutcome Of(
        ClaimedMail mail, MailReply reply, DateTimeOffset? remindAt, bool takesRecipients, bool acceptedRecently, DateTimeOffset now,
        double chance)
    {
        var failures = mail.Failures + 1;
        var isServerFine = reply.Kind == MailReplyKind.RejectedTemporarily ? takesRecipients : acceptedRecently;
        return reply.Kind switch
        {
            MailReplyKind.Accepted => new MailOutcome.Sent(mail, remindAt),
            MailReplyKind.ServerUnavailable => new MailOutcome.Later(mail, now, mail.Failures),
            MailReplyKind.Unsupported => new MailOutcome.Parked(mail, reply.Reason),
            MailReplyKind.RejectedPermanently when takesRecipients =>
                new MailOutcome.Parked(mail, $"the server rejects this recipient permanently: {reply.Reason}"),
            _ when isServerFine && failures >= MailBackoff.FailuresMax =>
                new MailOutcome.Parked(mail, $"it failed {failures} times, most recently with: {reply.Reason}"),
            _ => new MailOutcome.Later(mail, now + MailBackoff.WaitAfter(failures, chance), failures),
        };
    }
}
