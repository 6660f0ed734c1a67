using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Grains.Mail;

/// <summary>Whether a mail that was queued some time ago is still to be sent, and until when what it asks for is possible. Pure.</summary>
public static class MailPolicy
{
    /// <summary>
    /// True when the mail still says what is so: a mail that asks to confirm needs the pending attempt that it was queued for, every other
    /// one a signature that it can tell of.
    /// </summary>
    /// <param name="purpose">Why it was queued.</param>
    /// <param name="operation">The attempt that it was queued for.</param>
    /// <param name="state">The state of the signature now.</param>
    /// <param name="standing">The attempt that stands now.</param>
    public static bool IsWanted(MailPurpose purpose, Guid operation, SignatureState state, Guid standing) => purpose switch
    {
        MailPurpose.Confirm or MailPurpose.Remind => state == SignatureState.Pending && operation == standing,
        _ => state != SignatureState.Expired,
    };

    /// <summary>The moment from which on a confirmation is not accepted any more, as far as it is known now.</summary>
    public static DateTimeOffset ConfirmableUntil(
        Petition petition, ConfirmationOptions confirmation, DateTimeOffset signedAt, DateTimeOffset now)
    {
        var expires = signedAt + confirmation.PendingFor;
        var closes = (petition.ClosedSince(now) ?? petition.Facts.ClosesAt) + confirmation.GraceAfterClosing;
        return closes < expires ? closes.Value : expires;
    }

    /// <summary>When to ask once more; null when there would be no time left to confirm then.</summary>
    public static DateTimeOffset? RemindAt(ConfirmationOptions confirmation, DateTimeOffset askedAt, DateTimeOffset confirmableUntil) =>
        askedAt + confirmation.RemindAfter is var at && at < confirmableUntil ? at : null;
}
