namespace Petitions.Grains.Mail;

/// <summary>
/// The minimum interval between two mails of one purpose to one person: 1, 4, 16 … minutes, at most 1 day, so that nobody can flood a
/// mailbox. A later mail waits for its time and is written with the state at that time. Pure function.
/// </summary>
public static class MailSpacing
{
    /// <summary>The longest interval.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromDays(1);

    /// <summary>The interval after <paramref name="sent"/> mails of this purpose; zero before the first.</summary>
    public static TimeSpan GapAfter(MailPurpose purpose, int sent)
    {
        if (sent <= 0) return TimeSpan.Zero;
        // One answer per day to repeated attempts is enough.
        if (purpose == MailPurpose.SignedAlready) return LongestGap;
        var gap = TimeSpan.FromMinutes(Math.Pow(4, Math.Min(sent - 1, 6)));
        return gap < LongestGap ? gap : LongestGap;
    }
}
