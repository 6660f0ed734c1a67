namespace Petitions.Grains.Mail;

/// <summary>
/// When a mail that failed is tried again: twice as long each time, up to an hour, each a little earlier or later so that mails that failed
/// together do not come back together. Pure.
/// </summary>
public static class MailBackoff
{
    /// <summary>After so many failures, about a day, a mail is parked, if the server takes the mails of others meanwhile.</summary>
    public const int FailuresMax = 30;

    /// <summary>The longest time between two tries, before it is spread.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private const double Spread = 0.25;

    /// <summary>How long to wait after the failure number <paramref name="failures"/>, which counts from 1.</summary>
    /// <param name="failures">Failures since the last success.</param>
    /// <param name="chance">From 0 to 1, drawn at random.</param>
    public static TimeSpan WaitAfter(int failures, double chance)
    {
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Clamp(failures - 1, 0, 10)));
        return (wait < LongestWait ? wait : LongestWait) * (1 - Spread + 2 * Spread * chance);
    }
}
