using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Handover;

/// <inheritdoc cref="IHandoverGrain"/>
internal sealed partial class HandoverGrain(
    IHandoverStore store, IParcelMaker parcels, IParcelFiles files, IPetitionKeyring keyring, IGrainFactory grains,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time, ILogger<HandoverGrain> log) : Grain, IHandoverGrain
{
    /// <summary>An attempt that failed, such as on a full disk, is repeated after this time.</summary>
    public static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ending = new();
    private Task _making = Task.CompletedTask;
    private RowCounter? _progress;
    private long _begunAt;
    private string? _failure;
    private IGrainTimer? _tryAgain;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await EndMakingAsync(cancellationToken);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<HandoverAnswer> Begin(HandoverRequest request)
    {
        if (await Petition.Terms() is not { } terms) return new(HandoverOutcome.UnknownPetition, null);
        var all = await store.ListAsync(terms.Id, CancellationToken.None);
        if (all.FirstOrDefault(one => one.CompletedAt is null) is { } underWay)
        {
            Start(terms, underWay, all);
            return new(HandoverOutcome.UnderWay, underWay);
        }
        if (Refusal(terms, request.Rehearsal) is { } refusal) return new(refusal, null);
        if (!await HasNewAsync(terms, all)) return new(HandoverOutcome.NothingNew, null);

        // Nobody wrote the letters of a rehearsal.
        var asked = request with { Letters = request.Letters && !request.Rehearsal };
        var begun = await store.BeginAsync(terms.Id, time.GetUtcNow(), asked, CancellationToken.None);
        Start(terms, begun, all);
        return new(HandoverOutcome.Begun, begun);
    }

    public async Task<ImmutableArray<HandoverStatus>> List()
    {
        if (await Petition.Terms() is not { } terms) return [];
        var progress = _making.IsCompleted && _failure is null ? null
            : new HandoverProgress(_progress?.Rows ?? 0, time.GetElapsedTime(_begunAt).TotalSeconds, _failure);
        return
        [
            .. (await store.ListAsync(terms.Id, CancellationToken.None))
                .Select(one => new HandoverStatus(one, one.CompletedAt is null ? progress : null)),
        ];
    }

    public async Task Continue()
    {
        if (!_making.IsCompleted || await Petition.Terms() is not { } terms) return;
        var all = await store.ListAsync(terms.Id, CancellationToken.None);
        if (all.FirstOrDefault(one => one.CompletedAt is null) is { } underWay) Start(terms, underWay, all);
    }

    public async Task<InclusionProof?> Prove(Guid signerKey) => (await FindAsync(signerKey)).Proof;

    public async Task<Parcel?> Find(Guid signerKey) => (await FindAsync(signerKey)).Parcel;

    private async Task<(Parcel? Parcel, InclusionProof? Proof)> FindAsync(Guid signerKey)
    {
        if (await Petition.Terms() is not { } terms || await keyring.FindAsync(terms.Id, terms.Slug) is not { } keys) return default;
        var rowKey = keys.RowKey(signerKey);
        foreach (var one in (await store.ListAsync(terms.Id, CancellationToken.None)).Reverse())
        {
            if (one.Fingerprint is null) continue;
            if (await parcels.ProveAsync(terms, one, rowKey, CancellationToken.None) is { } proof) return (one, proof);
        }
        return default;
    }

    public async Task RemoveRehearsal()
    {
        if (await Petition.Terms() is not { Facts.Rehearsal: true } terms) return;
        // Cancelled for good: the next call gets a new activation.
        DeactivateOnIdle();
        await EndMakingAsync(CancellationToken.None);
        files.DeleteAll(terms.Slug);
    }

    private IPetitionGrain Petition => grains.GetGrain<IPetitionGrain>(this.GetPrimaryKeyString());

    private HandoverOutcome? Refusal(Petition terms, bool rehearsal) =>
        terms.Facts.Rehearsal && !rehearsal ? HandoverOutcome.Rehearsal
        : rehearsal && !terms.Facts.Rehearsal ? HandoverOutcome.LivePetition
        : terms.KeysDestroyedAt is not null ? HandoverOutcome.KeysDestroyed
        : terms.IsDraft ? HandoverOutcome.Draft
        : terms.PhaseAt(time.GetUtcNow()) == PetitionPhase.Scheduled ? HandoverOutcome.NotOpenYet
        : null;

    private async Task EndMakingAsync(CancellationToken cancel)
    {
        await _ending.CancelAsync();
        await _making.WaitAsync(cancel).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    // A text that was published since may name recipients that more consents cover.
    private async Task<bool> HasNewAsync(Petition terms, ImmutableArray<Parcel> all) =>
        all.LastOrDefault() is { } last && terms.Versions[^1].PublishedAt > last.BegunAt
        || await store.HasNewAsync(
            terms.Id, all.LastOrDefault(one => one.Fingerprint is not null)?.CutOff ?? 0, CancellationToken.None);

    private void Start(Petition terms, Parcel underWay, ImmutableArray<Parcel> all)
    {
        if (!_making.IsCompleted) return;
        _tryAgain?.Dispose();
        (_progress, _begunAt, _failure) = (new(), time.GetTimestamp(), null);
        ImmutableArray<Parcel> previous = [.. all.Where(one => one.Number < underWay.Number && one.CompletedAt is not null)];
        _making = MakeAsync(terms, underWay, previous, _progress);
    }

    // Not awaited by calls: they ask for the progress.
    private async Task MakeAsync(Petition terms, Parcel underWay, ImmutableArray<Parcel> previous, RowCounter progress)
    {
        try
        {
            // The grain answers meanwhile, and stays in memory.
            DelayDeactivation(TimeSpan.FromHours(6));
            var ended = await Task.Run(() => parcels.MakeAsync(terms, underWay, previous, progress, _ending.Token));
            // Retention counts from the hand-over: before it is stored as complete, so that a crash in between repeats both.
            if (ended.Signatures > 0) await Petition.SetHandedOver(ended.CompletedAt!.Value, ended.BegunAt);
            await store.EndAsync(terms.Id, ended, CancellationToken.None);
            if (ended.Refusal is null) LogComplete(terms.Slug, ended.Number, ended.Signatures);
            else LogRefused(terms.Slug, ended.Number, ended.Refusal);
        }
        catch (Exception e) when (!_ending.IsCancellationRequested)
        {
            _failure = e.Message;
            LogFailed(terms.Slug, underWay.Number, e.GetType().FullName ?? "", e.Message);
            _tryAgain = this.RegisterGrainTimer(
                _ => Continue(), new GrainTimerCreationOptions(TryAgainAfter, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
        catch (OperationCanceledException)
        {
            // The silo stops; another one, or the next start, goes on.
        }
        finally
        {
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    [LoggerMessage(LogLevel.Information, "The parcel {Number} of petition {Petition} is complete: {Signatures} signatures.")]
    private partial void LogComplete(string petition, int number, long signatures);

    [LoggerMessage(LogLevel.Warning, "There is no parcel {Number} of petition {Petition}: {Reason}")]
    private partial void LogRefused(string petition, int number, string reason);

    [LoggerMessage(LogLevel.Warning,
        "The parcel {Number} of petition {Petition} could not be made and is tried again ({Failure}): {Reason}")]
    private partial void LogFailed(string petition, int number, string failure, string reason);

    private sealed class RowCounter : IProgress<long>
    {
        private long _rows;

        public long Rows => Volatile.Read(ref _rows);

        public void Report(long value) => Volatile.Write(ref _rows, value);
    }
}
