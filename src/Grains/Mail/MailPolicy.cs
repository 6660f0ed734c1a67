using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Grains.Mail;

/// <summary>Decides whether a queued mail is still needed, and computes deadlines and reminders. Pure functions.</summary>
public static class MailPolicy
{
    /// <summary>
    /// True when the content of the mail still applies. A confirmation mail needs its attempt to be current and pending; any other mail
    /// needs a signature that has not expired.
    /// </summary>
    /// <param name="purpose">The purpose of the mail.</param>
    /// <param name="operation">The attempt that the mail was queued for.</param>
    /// <param name="state">The current state of the signature.</param>
    /// <param name="currentOperation">The current attempt.</param>
    public static bool IsStillNeeded(MailPurpose purpose, Guid operation, SignatureState state, Guid currentOperation) => purpose switch
    {
        MailPurpose.Confirm or MailPurpose.Remind => state == SignatureState.Pending && operation == currentOperation,
        _ => state != SignatureState.Expired,
    };

    /// <summary>The time from which a confirmation is refused, as known at <paramref name="now"/>.</summary>
    public static DateTimeOffset ConfirmationDeadline(
        Petition petition, ConfirmationOptions confirmation, DateTimeOffset signedAt, DateTimeOffset now)
    {
        var expires = signedAt + confirmation.PendingFor;
        var closes = (petition.ClosedSince(now) ?? petition.Facts.ClosesAt) + confirmation.GraceAfterClosing;
        return closes < expires ? closes.Value : expires;
    }

    /// <summary>When to send the reminder; null when that would be after the deadline.</summary>
    public static DateTimeOffset? ReminderAt(ConfirmationOptions confirmation, DateTimeOffset askedAt, DateTimeOffset confirmableUntil) =>
        askedAt + confirmation.RemindAfter is var at && at < confirmableUntil ? at : null;
}
