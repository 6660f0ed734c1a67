using Petitions.Grains.Mail;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// What the outbox notes for what became of a message. A mail is only given up while the server takes the mails of others: what nobody gets
/// through is no fault of this mail. Pure.
/// </summary>
internal static class MailRetryPolicy
{
    /// <param name="mail">The mail.</param>
    /// <param name="reply">What became of it.</param>
    /// <param name="remindAt">When to ask once more, if it was taken.</param>
    /// <param name="takesOthers">The server has taken another mail lately.</param>
    /// <param name="now">Now.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public static MailOutcome Of(
        ClaimedMail mail, MailReply reply, DateTimeOffset? remindAt, bool takesOthers, DateTimeOffset now, double chance)
    {
        var failures = mail.Failures + 1;
        return reply.Kind switch
        {
            MailReplyKind.Accepted => new MailOutcome.Sent(mail, remindAt),
            MailReplyKind.ServerFailed => new MailOutcome.Later(mail, now, mail.Failures),
            MailReplyKind.Unwritable => new MailOutcome.Parked(mail, reply.Reason),
            MailReplyKind.RefusedForGood when takesOthers =>
                new MailOutcome.Parked(mail, $"the server refuses this recipient for good: {reply.Reason}"),
            _ when takesOthers && failures >= MailBackoff.FailuresMax =>
                new MailOutcome.Parked(mail, $"it failed {failures} times, at last with: {reply.Reason}"),
            _ => new MailOutcome.Later(mail, now + MailBackoff.WaitAfter(failures, chance), failures),
        };
    }
}
