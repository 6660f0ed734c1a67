using Petitions.Grains.Ledger;

namespace Petitions.Grains.Mail;

/// <summary>
/// How long after the last mail of one purpose the next may follow: 1 minute, then four times as long each time, so that nobody can use
/// this program to fill somebody's mailbox. The next mail waits, and says what is true when it is sent. Pure.
/// </summary>
public static class MailSpacing
{
    /// <summary>The longest gap; from then on one a day.</summary>
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
