namespace Petitions.Grains.Mail;

/// <summary>The mail queue of a petition, for admins.</summary>
public interface IMailStatus
{
    /// <summary>Current counts; a mail that is being sent counts as waiting.</summary>
    Task<MailCounts> ReadAsync(int petition, CancellationToken cancel);
}

/// <summary>Counts of mails; no addresses.</summary>
/// <param name="Waiting">Mails to send now or at the next retry, without reminders that are not due yet.</param>
/// <param name="Parked">Mails that failed permanently; they are not retried unless the signer makes a new attempt.</param>
/// <param name="OldestDueAt">Due time of the oldest waiting mail; null when no mail is due.</param>
[GenerateSerializer, Immutable, Alias("petitions.mail-counts")]
public sealed record MailCounts(
    [property: Id(0)] long Waiting, [property: Id(1)] long Parked, [property: Id(2)] DateTimeOffset? OldestDueAt);
