using Petitions.Grains.Ledger;

namespace Petitions.Grains.Mail;

/// <summary>
/// When a mail that failed is tried again: after 1 minute, then twice as long each time, up to an hour. Each wait is up to 25 % shorter or
/// longer, so that mails that failed together are not tried together. Pure.
/// </summary>
public static class MailBackoff
{
    /// <summary>After so many failures, about a day, a mail is parked, if the server takes the mails of others meanwhile.</summary>
    public const int FailuresMax = 30;

    /// <summary>The longest time between two tries, before it is spread.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly Backoff Waits = new(TimeSpan.FromMinutes(1), LongestWait, Spread: 0.25);

    /// <summary>How long to wait after the failure number <paramref name="failures"/>, which counts from 1.</summary>
    /// <param name="failures">Failures since the last success.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public static TimeSpan WaitAfter(int failures, double chance) => Waits.PauseAfter(failures, chance);
}
