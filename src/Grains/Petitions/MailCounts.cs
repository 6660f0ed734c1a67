namespace Petitions.Grains.Petitions;

/// <summary>How the mails of a petition stand: numbers without anybody's address.</summary>
/// <param name="Waiting">Mails to be sent, now or at the next try; reminders of later days are not in it.</param>
/// <param name="Parked">Mails that cannot be sent and are not tried any more, unless their signer tries again.</param>
/// <param name="OldestDueAt">Since when the oldest of the waiting mails has been due; null when none is.</param>
[GenerateSerializer, Immutable, Alias("petitions.mail-counts")]
public sealed record MailCounts(
    [property: Id(0)] long Waiting, [property: Id(1)] long Parked, [property: Id(2)] DateTimeOffset? OldestDueAt);
