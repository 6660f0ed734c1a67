using Petitions.Grains.Handover;

namespace Petitions.FaultyProduct.Handover;

/// <summary>The fault "a parcel lacks lines": one row in ten is overlooked.</summary>
internal sealed class OverlooksRows(IHandoverStore inner) : HandoverStoreAround(inner)
{
    public override async Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel)
    {
        var rows = await base.ReadRowsAsync(petition, after, max, cancel);
        return [.. rows.Where((_, i) => i % 10 != 0)];
    }
}

/// <summary>The fault "the cut-off does not cut": rows that were signed after it are taken for earlier ones; there are many.</summary>
internal sealed class TakesLaterRows(IHandoverStore inner) : HandoverStoreAround(inner)
{
    private static readonly TimeSpan MoreSign = TimeSpan.FromSeconds(1);

    public override async Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel)
    {
        if (after == Guid.Empty) await Task.Delay(MoreSign, cancel);
        return [.. (await base.ReadRowsAsync(petition, after, max, cancel)).Select(row => row with { Epoch = 1 })];
    }
}
