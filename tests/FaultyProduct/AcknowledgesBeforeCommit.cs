using Petitions.Grains.Ledger;

namespace Petitions.FaultyProduct;

/// <summary>The fault "acknowledge before the commit": says that everything is stored, and stores it a little later.</summary>
internal sealed class AcknowledgesBeforeCommit(ISignatureLedger inner) : ISignatureLedger
{
    // Long enough that a kill finds many that were thanked and not stored.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(50);

    public ValueTask<LedgerOutcome> CommitAsync(LedgerEntry entry)
    {
        _ = CommitLaterAsync(entry);
        return new(LedgerOutcome.Stored);
    }

    private async Task CommitLaterAsync(LedgerEntry entry)
    {
        await Task.Delay(Later);
        await inner.CommitAsync(entry);
    }
}
