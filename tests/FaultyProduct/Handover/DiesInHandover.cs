using Petitions.Grains.Handover;
using Petitions.Grains.Petitions;

namespace Petitions.FaultyProduct.Handover;

/// <summary>Dies after the cut-off, or before a complete parcel is stored as such.</summary>
internal sealed class StoreThatDies(IHandoverStore inner, ArmedDeath death) : HandoverStoreAround(inner)
{
    public override async Task<Parcel> BeginAsync(int petition, DateTimeOffset now, HandoverRequest request, CancellationToken cancel)
    {
        var begun = await base.BeginAsync(petition, now, request, cancel);
        death.At(ArmedDeath.AfterCutOff);
        return begun;
    }

    public override Task EndAsync(int petition, Parcel ended, CancellationToken cancel)
    {
        death.At(ArmedDeath.BeforeEnd);
        return base.EndAsync(petition, ended, cancel);
    }
}

/// <summary>Dies when the first page of rows is written.</summary>
internal sealed class MakerThatDies(IParcelMaker inner, ArmedDeath death) : IParcelMaker
{
    public Task<Parcel> MakeAsync(
        Petition terms, Parcel parcel, IReadOnlyList<Parcel> previous, IProgress<long> progress, CancellationToken cancel) =>
        inner.MakeAsync(terms, parcel, previous, new ProgressThatDies(progress, death), cancel);

    public Task<InclusionProof?> ProveAsync(Petition terms, Parcel parcel, Guid rowKey, CancellationToken cancel) =>
        inner.ProveAsync(terms, parcel, rowKey, cancel);

    private sealed class ProgressThatDies(IProgress<long> inner, ArmedDeath death) : IProgress<long>
    {
        public void Report(long value)
        {
            inner.Report(value);
            death.At(ArmedDeath.BetweenLines);
        }
    }
}
