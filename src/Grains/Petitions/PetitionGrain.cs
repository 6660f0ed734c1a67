using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Petitions;

/// <inheritdoc cref="IPetitionGrain"/>
internal sealed class PetitionGrain(
    [PersistentState(PetitionGrain.StateName, PetitionGrain.StorageName)] IPersistentState<PetitionState> state,
    [PersistentState(PetitionGrain.StepsName, PetitionGrain.StorageName)] IPersistentState<SteppedCountState> steps,
    PetitionServices services,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time,
    ILogger<CountHistoryRecorder> historyLog) : Grain, IPetitionGrain
{
    /// <summary>Unique among all grain classes: the provider's key does not contain the class.</summary>
    public const string StateName = "petition-terms";

    /// <summary>Name of the stored count of a petition that shows it in steps; unique like <see cref="StateName"/>.</summary>
    public const string StepsName = "petition-steps";

    /// <summary>The storage provider that keeps the terms.</summary>
    public const string StorageName = "petitions";

    /// <summary>How often the shards are read in case a report was lost.</summary>
    public static readonly TimeSpan ReadShardsEvery = TimeSpan.FromSeconds(30);

    private readonly LiveTally _tally = new(services.Tallies, services.Invalidation);
    private readonly SteppedCount _stepped = new(steps);

    private readonly StoredPetition _stored = new(state, services.Petitions, time);
    private CountHistoryRecorder? _history;
    private IGrainTimer? _sampler;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _stored.Load();
        if (Petition is not { } terms) return;
        await RepairAsync(terms, cancellationToken);
        if (Petition is not null) StartTimers(terms.Id);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_history is not null) await _history.EndAsync(_tally.Count);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public Task<Petition> Publish(PetitionDocument document) => PublishAsync(document, asDraft: false);

    public Task<Petition> Draft(PetitionDocument document) => PublishAsync(document, asDraft: true);

    public async Task<Petition?> Release() => Petition is { IsDraft: true } draft
        ? await PublishAsync(new(draft.Slug, draft.Facts, draft.Texts), asDraft: false) : Petition;

    public Task<PublicationCheck> Check(PetitionDocument document, bool asDraft)
    {
        SlugOf(document);
        var before = Petition;
        var publication = Publication.Decide(before, document, asDraft, time.GetUtcNow());
        if (before is null) return Task.FromResult(new PublicationCheck(publication!.Effect, null, 0, null));

        var kept = Publication.KeepExtension(before, document);
        var difference = publication is null ? null
            : DocumentDifference.Between(before.Facts, before.Texts, kept.Facts, kept.Texts);
        var keptClosesAt = kept.Facts.ClosesAt == document.Facts.ClosesAt ? null : kept.Facts.ClosesAt;
        return Task.FromResult(
            new PublicationCheck(publication?.Effect ?? PublicationEffect.Nothing, difference, _tally.Count, keptClosesAt));
    }

    public async Task<ExtensionAnswer> Extend(DateTimeOffset closesAt, ImmutableArray<ExtensionReason> reasons)
    {
        if (Petition is not { } terms) return new(ExtensionOutcome.UnknownPetition, null);
        if (ExtensionPolicy.Decide(terms, closesAt, reasons, time.GetUtcNow(), out var outcome) is not { } extension)
            return new(outcome, terms);
        var why = $"until {DocumentTime.Write(closesAt)}: {reasons[0].Text}";
        return new(outcome, await KeepAsync(terms.WithExtension(extension), TransitionKind.Extended, why));
    }

    public async Task<Petition?> SetListed(bool listed)
    {
        if (Petition is not { IsDraft: false } terms) return Petition;
        // Also when it is unlisted already: a crash may have come between shards and terms.
        if (!listed) await SetShardsOpenAsync(terms.Id, open: false);
        return terms.UnlistedAt is null == listed ? terms
            : await KeepAsync(terms.WithListed(listed, time.GetUtcNow()), listed ? TransitionKind.Listed : TransitionKind.Unlisted);
    }

    public async Task<Petition?> SetArchived(bool archived)
    {
        if (Petition is not { IsDraft: false } terms) return Petition;
        if (archived) await SetShardsOpenAsync(terms.Id, open: false);
        return terms.ArchivedAt is not null == archived ? terms
            : await KeepAsync(
                terms.WithArchived(archived, time.GetUtcNow()), archived ? TransitionKind.Archived : TransitionKind.Unarchived);
    }

    public Task<Petition?> Terms() => Task.FromResult(Petition);

    public async Task<Petition?> SetOpen(bool open)
    {
        if (Petition is not { IsDraft: false } terms) return Petition;
        if (open && (terms.KeysDestroyedAt ?? terms.ArchivedAt ?? terms.UnlistedAt) is not null) return terms;

        await SetShardsOpenAsync(terms.Id, open);
        return terms.ClosedByAdmin != open ? terms
            : await KeepAsync(terms.WithOpen(open, time.GetUtcNow()), open ? TransitionKind.Opened : TransitionKind.Closed, "by an admin");
    }

    public async Task<Petition?> DestroyKeysWhenDue()
    {
        if (Petition is not { } terms || !terms.IsRetentionOver(time.GetUtcNow())) return Petition;

        if (terms.KeysDestroyedAt is null)
        {
            // Another silo may still encrypt with the key until it hears of this. With closed shards none of its batches adds a row.
            await SetShardsOpenAsync(terms.Id, open: false);
            terms = await KeepAsync(terms.WithoutKeys(time.GetUtcNow()), TransitionKind.KeysDestroyed);
        }
        await services.Keys.DestroyAsync(terms.Id, CancellationToken.None);
        return terms;
    }

    public async Task<Petition?> SetHandedOver(DateTimeOffset completedAt, DateTimeOffset cutOff) =>
        Petition is { } terms && !(terms.HandedOverAt >= completedAt)
            ? await KeepAsync(terms.WithHandover(completedAt, cutOff), TransitionKind.HandedOver) : Petition;

    public async Task<Petition?> KeepImportConsent(ImportStatement statement)
    {
        if (Petition is not { } terms || terms.FindImportConsent(statement) is not null) return Petition;
        if (terms.NextImportConsent(statement) is not { } next) return terms;
        await services.Documents.AddConsentAsync(terms.Id, terms.CurrentVersion, next.Record, CancellationToken.None);
        return await KeepAsync(
            terms with { ImportConsents = terms.ImportConsents.Add(next), Revision = terms.Revision + 1 }, TransitionKind.ImportAllowed,
            statement.Evidence is null ? statement.Platform : statement.Platform + ", consent stated");
    }

    public async Task<Petition?> DataEmptied() => Petition is { KeysDestroyedAt: not null, DataEmptiedAt: null } terms
        ? await KeepAsync(terms.WithoutData(time.GetUtcNow()), TransitionKind.DataErased) : Petition;

    public async Task<PetitionStatus?> Status() =>
        Petition is { } terms ? await new PetitionStatusReader(services, time).ReadAsync(terms, _stored.Life) : null;

    public async Task<ImmutableArray<SignatureState?>?> Lookup(ImmutableArray<Guid> signerKeys)
    {
        if (Petition is not { } terms || await services.Keyring.FindAsync(terms.Id, terms.Slug) is not { } keys) return null;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signerKeys.Length, IPetitionGrain.LookupMax);
        return await services.Rows.FindStatesAsync(terms.Id, [.. signerKeys.Select(keys.RowKey)], CancellationToken.None);
    }

    public async Task<PetitionText?> TextOf(int version, string lang) =>
        Petition is { } terms ? await services.Documents.FindTextAsync(terms.Id, version, lang, CancellationToken.None) : null;

    public async Task<bool> Remove()
    {
        if (Petition is not { } terms) return true;
        if (terms is { IsDraft: false, Facts.Rehearsal: false }) return false;

        await services.Tallies.SetOpenAsync(terms.Id, open: false, CancellationToken.None);
        _sampler?.Dispose();
        _history = null;
        // Whatever happens from here on, the next call finds out how far it got.
        DeactivateOnIdle();
        await services.Petitions.RemoveAsync(terms.Id, CancellationToken.None);
        await _stepped.ClearAsync();
        await _stored.ClearAsync(CancellationToken.None);
        return true;
    }

    public Task Report(ImmutableArray<TallyShard> readings)
    {
        if (Petition is not null) _tally.Take(readings);
        return Task.CompletedTask;
    }

    public async Task<Tally?> Tally()
    {
        if (Petition is not { } before) return null;
        if (_tally.IsDoubtful) await _tally.ReadAsync(before.Id, CancellationToken.None);
        if (Petition is not { } terms) return null;

        // There are three phases, and a phase goes back only with a new revision: 4 x revision + phase never falls.
        var now = time.GetUtcNow();
        var phase = terms.PhaseAt(now);
        var (count, version) = await ShownAsync(terms);
        return new Tally(
            count, version, 4L * terms.Revision + (long)phase, phase, terms.Facts.Counter, terms.Facts.Goals, now)
        {
            Sources = terms.Facts.Counter == CounterDisplay.Exact ? _tally.Sources : default,
        };
    }

    public async Task<CountHistory?> History()
    {
        if (Petition is not { } terms || _history is not { } history) return null;
        var now = time.GetUtcNow();
        var points = await history.ReadAsync(now);
        return new CountHistory(points, (await ShownAsync(terms)).Count, terms.Facts.Counter, now);
    }

    private async ValueTask<(long Count, long Version)> ShownAsync(Petition terms)
    {
        if (terms.Facts.Counter == CounterDisplay.Exact) return (_tally.Count, _tally.Version);
        var shown = await _stepped.ShowAsync(_tally.Count, _tally.Version);
        return (shown.Count, shown.Version);
    }

    // Null before the first publication.
    private Petition? Petition => _stored.Terms;

    private async Task<Petition> PublishAsync(PetitionDocument document, bool asDraft)
    {
        var slug = SlugOf(document);
        var before = Petition;
        if (Publication.Decide(before, document, asDraft, time.GetUtcNow()) is not { } publication) return before!;
        var id = before?.Id ?? await services.Petitions.EnsureAsync(slug, services.Keyring.NewWrapped(slug), CancellationToken.None);
        // Steps after an exact counter begin at its version. While it is exact, no call shows steps.
        if (document.Facts.Counter == CounterDisplay.Steps && before?.Facts.Counter != CounterDisplay.Steps) await _stepped.ClearAsync();
        if (!publication.IsDraft)
        {
            while (publication.NewVersion is { } version
                && !await services.Documents.AddVersionAsync(id, version, document, CancellationToken.None)) publication.Renumber();
        }
        var terms = publication.TermsOf(id);
        if (publication.IsDraft) terms = terms with { PreviewToken = terms.PreviewToken ?? PreviewToken.New() };
        var (kind, reason) = publication.Transition;
        terms = await KeepAsync(terms, kind, reason);
        if (before is null) StartTimers(id);
        return terms;
    }

    private string SlugOf(PetitionDocument document)
    {
        var slug = Slug.FromGrainKey(this.GetPrimaryKeyString());
        return document.Slug == slug ? slug
            : throw new ArgumentException($"The document of '{document.Slug}' is not that of '{slug}'.", nameof(document));
    }

    // The shards before the terms: the shards decide, and terms that differ after a crash follow them at the next activation.
    private async Task SetShardsOpenAsync(int petition, bool open)
    {
        await services.Tallies.SetOpenAsync(petition, open, CancellationToken.None);
        await _tally.ReadAsync(petition, CancellationToken.None);
    }

    private async Task<Petition> KeepAsync(Petition terms, TransitionKind kind, string? reason = null)
    {
        try
        {
            return await _stored.KeepAsync(terms, kind, reason);
        }
        catch
        {
            // The outcome of the write is unknown. The next call activates the grain again, which reads and repairs it.
            DeactivateOnIdle();
            throw;
        }
    }

    // A crash may have come between shards, terms and list: terms follow the shards, the list follows the terms.
    private async Task RepairAsync(Petition terms, CancellationToken cancel)
    {
        if (await _tally.ReadAsync(terms.Id, cancel) is not { } shardsOpen)
        {
            // A removal was interrupted after its last step in the database.
            await _stepped.ClearAsync();
            await _stored.ClearAsync(cancel);
        }
        else if (TermsRepair.Decide(terms, shardsOpen, time.GetUtcNow()) is { } repaired)
            await KeepAsync(repaired, repaired.ClosedByAdmin ? TransitionKind.Closed : TransitionKind.Opened, "repaired after a crash");
        else if (await services.Petitions.ListedRevisionAsync(terms.Id, cancel) < terms.Revision)
            await services.Petitions.ListAsync(terms, cancel);
    }

    // Neither timer keeps the grain alive when nobody calls it.
    private void StartTimers(int petition)
    {
        this.RegisterGrainTimer(
            cancel => _tally.ReadAsync(petition, cancel),
            new GrainTimerCreationOptions(ReadShardsEvery, ReadShardsEvery) { Interleave = true });
        _history = new CountHistoryRecorder(petition, services.History, time, historyLog);
        // At once, so that the history of a new petition begins before its first signature.
        _sampler = this.RegisterGrainTimer(
            SampleAsync, new GrainTimerCreationOptions(TimeSpan.Zero, CountSampling.Every) { Interleave = true });
    }

    private async Task SampleAsync(CancellationToken cancel)
    {
        if (_history is not { } history) return;
        await history.SampleAsync(_tally.Count, cancel);
        // Set anew each time: a fixed period would drift away from the end of the minute.
        if (_history is not null) _sampler?.Change(history.UntilNextSample, CountSampling.Every);
    }
}
