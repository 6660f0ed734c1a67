using System.Collections.Concurrent;
using Petitions.Grains.Ledger;

namespace Petitions.FaultyProduct;

/// <summary>
/// The fault "crowded": the first try of an operation finds the queue full; the second is stored, and nobody hears of it in time; the
/// third gets its answer. What a signer meets in the worst minute of a surge, for everybody and without a surge.
/// </summary>
internal sealed class RefusesFirstAndLosesSecond(ISignatureLedger inner) : ISignatureLedger
{
    private readonly ConcurrentDictionary<Guid, int> _tries = new();

    public async ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        var tries = _tries.AddOrUpdate(entry.Operation, 1, (_, before) => before + 1);
        if (tries == 1) return LedgerOutcome.Refused;
        var outcome = await inner.CommitAsync(entry);
        return tries == 2 ? LedgerOutcome.Unknown : outcome;
    }
}
