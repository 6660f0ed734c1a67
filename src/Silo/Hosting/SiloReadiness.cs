using Petitions.Frontend.Hosting;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Hosting;

/// <summary>A node can take signatures while it reaches its database and is not full.</summary>
internal sealed class SiloReadiness(
    PetitionCatalogue catalogue, GroupCommitLedger ledger, LedgerOptions options, TimeProvider time) : IReadiness
{
    /// <summary>The catalogue is read twice a second; when it was not for this long, the database is away.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    public string? Missing =>
        catalogue.ReadAt is not { } readAt ? "The petitions are not read yet."
        : time.GetElapsedTime(readAt) > StaleAfter ? "The database is not reached."
        : ledger.IsDatabaseAway ? "The database does not take signatures."
        : ledger.WaitingCount >= options.QueueSignaturesMax ? "The queue of signatures is full."
        : null;
}
