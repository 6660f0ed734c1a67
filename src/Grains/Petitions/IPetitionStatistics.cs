using System.Collections.Immutable;

namespace Petitions.Grains.Petitions;

/// <summary>What admins ask the database about a petition. Rare; no signer waits for it.</summary>
public interface IPetitionStatistics
{
    /// <summary>
    /// The signatures by state, in one query over all rows of the petition; null when it took longer than a statement may.
    /// </summary>
    Task<SignatureStatistics?> ReadSignaturesAsync(int petition, CancellationToken cancel);

    /// <summary>
    /// The counted signatures by consent record, in one query over all rows of the petition; null when it took longer than a statement may.
    /// </summary>
    Task<ImmutableArray<ConsentRecordCount>?> ReadConsentsAsync(int petition, CancellationToken cancel);

    /// <summary>The mails of the outbox as they are now; a mail that is being sent still counts as waiting.</summary>
    Task<MailCounts> ReadMailAsync(int petition, CancellationToken cancel);
}
