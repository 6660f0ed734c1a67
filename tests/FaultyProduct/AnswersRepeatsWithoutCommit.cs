using Petitions.Grains.Ledger;

namespace Petitions.FaultyProduct;

/// <summary>The fault "repeats skip the commit": whoever is known to have signed is answered at once, because nothing is to be stored.</summary>
internal sealed class AnswersRepeatsWithoutCommit(ISignatureLedger inner) : ISignatureLedger
{
    public ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry) =>
        entry.Work == LedgerWork.Duplicate ? new(LedgerOutcome.Repeated) : inner.CommitAsync(entry);
}
