using System.Security.Cryptography;
using Petitions.Grains.Ledger;

namespace Petitions.FaultyProduct;

/// <summary>The fault "no unique key": every entry gets a row key of its own, so that the constraint never holds anybody back.</summary>
internal sealed class StoreWithoutUniqueKey(ILedgerStore inner) : ILedgerStore
{
    public int WritersMax => inner.WritersMax;

    public Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel) =>
        inner.CommitAsync([.. batch.Select(entry => entry with { RowKey = new Guid(RandomNumberGenerator.GetBytes(16)) })], shard, cancel);
}
