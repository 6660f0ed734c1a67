using System.Collections.Concurrent;
using Petitions.Grains.Ledger;

namespace Petitions.FaultyProduct;

/// <summary>
/// The fault "repeats skip the commit": whoever is known to have signed is answered at once, because nothing is to be stored.
/// </summary>
internal sealed class AnswersRepeatsWithoutCommit(ISignatureLedger inner) : ISignatureLedger
{
    private readonly ConcurrentDictionary<(int Petition, Guid RowKey), bool> _signed = new();

    public async ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        if (_signed.ContainsKey((entry.Petition, entry.RowKey))) return LedgerOutcome.Repeated;
        var outcome = await inner.CommitAsync(entry);
        if (outcome == LedgerOutcome.Stored) _signed.TryAdd((entry.Petition, entry.RowKey), true);
        return outcome;
    }
}
