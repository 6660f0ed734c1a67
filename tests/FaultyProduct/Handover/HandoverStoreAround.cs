using System.Collections.Immutable;
using Petitions.Grains.Handover;

namespace Petitions.FaultyProduct.Handover;

/// <summary>Hands every call on; a fault changes what it is about.</summary>
internal abstract class HandoverStoreAround(IHandoverStore inner) : IHandoverStore
{
    public virtual Task<Parcel> BeginAsync(int petition, DateTimeOffset now, HandoverRequest request, CancellationToken cancel) =>
        inner.BeginAsync(petition, now, request, cancel);

    public Task<ImmutableArray<Parcel>> ListAsync(int petition, CancellationToken cancel) => inner.ListAsync(petition, cancel);

    public Task<ImmutableArray<int>> UnderWayAsync(CancellationToken cancel) => inner.UnderWayAsync(cancel);

    public virtual Task EndAsync(int petition, Parcel ended, CancellationToken cancel) => inner.EndAsync(petition, ended, cancel);

    public Task<bool> HasNewAsync(int petition, int afterEpoch, CancellationToken cancel) =>
        inner.HasNewAsync(petition, afterEpoch, cancel);

    public virtual Task<IReadOnlyList<HandoverRow>> ReadRowsAsync(int petition, Guid after, int max, CancellationToken cancel) =>
        inner.ReadRowsAsync(petition, after, max, cancel);

    public Task<IReadOnlyDictionary<int, PublishedVersion>> ReadVersionsAsync(int petition, CancellationToken cancel) =>
        inner.ReadVersionsAsync(petition, cancel);
}
