namespace Petitions.Grains.Petitions;

/// <summary>What staff asks the database about a petition; rare, and nobody who signs waits for it.</summary>
public interface IPetitionStatistics
{
    /// <summary>
    /// The signatures by what became of them, in one query over all rows of the petition; null when it took longer than a statement may.
    /// </summary>
    Task<SignatureStatistics?> ReadSignaturesAsync(int petition, CancellationToken cancel);

    /// <summary>The mails of the outbox.</summary>
    Task<MailCounts> ReadMailAsync(int petition, CancellationToken cancel);
}
