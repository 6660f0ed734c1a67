using Petitions.Grains.Ledger;

namespace Petitions.Grains.Mail;

/// <summary>
/// The minimum interval between two mails of one purpose to one person: 1, 4, 16 … minutes, at most 1 day, so that nobody can flood a
/// mailbox. A later mail waits for its time and is written with the state at that time. Pure function.
/// </summary>
public static class MailSpacing
{
    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    private static readonly Backoff Gaps = new(TimeSpan.FromMinutes(1), LongestGap, Factor: 4);

    /// <summary>The gap after <paramref name="sent"/> mails of this purpose; none before the first.</summary>
    public static TimeSpan GapAfter(MailPurpose purpose, int sent)
    {
        if (sent <= 0) return TimeSpan.Zero;
        // Somebody who only tried again needs no second answer today.
        return purpose == MailPurpose.SignedAlready ? LongestGap : Gaps.PauseAfter(sent);
    }
}
