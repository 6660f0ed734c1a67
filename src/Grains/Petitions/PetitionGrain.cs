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

    // The terms as they are stored for certain; what is being written is not shown. Null before the first publication.
    private Petition? _petition;
    private CountHistoryRecorder? _history;
    private IGrainTimer? _sampler;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        _petition = state.State.Terms;
        if (_petition is null) return;
        await RepairAsync(_petition, cancellationToken);
        if (_petition is not null) StartTimers(_petition.Id);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_history is not null) await _history.EndAsync(_tally.Count);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<Petition> Publish(PetitionDocument document)
    {
        var slug = SlugOf(document);
        var before = _petition;
        if (Publication.Decide(before, document, time.GetUtcNow()) is not { } publication) return before!;
        var id = before?.Id ?? await services.Petitions.EnsureAsync(slug, services.Keyring.NewWrapped(slug), CancellationToken.None);
        // Steps after an exact counter begin at its version. While it is exact, no call shows steps.
        if (document.Facts.Counter == CounterDisplay.Steps && before?.Facts.Counter != CounterDisplay.Steps) await _stepped.ClearAsync();
        if (publication.NewVersion is { } version) await services.Documents.AddVersionAsync(id, version, document, CancellationToken.None);
        var terms = await KeepAsync(publication.TermsOf(id));
        if (before is null) StartTimers(id);
        return terms;
    }

    public Task<PublicationEffect> Check(PetitionDocument document)
    {
        SlugOf(document);
        return Task.FromResult(Publication.Decide(_petition, document, time.GetUtcNow()) switch
        {
            null => PublicationEffect.Nothing,
            _ when _petition is null => PublicationEffect.NewPetition,
            { NewVersion: not null } => PublicationEffect.NewVersion,
            _ => PublicationEffect.NewTerms,
        });
    }

    public async Task<Petition?> SetListed(bool listed)
    {
        if (_petition is not { } terms) return null;
        // Also when it is unlisted already: a crash may have come between shards and terms.
        if (!listed) await SetShardsOpenAsync(terms.Id, open: false);
        return terms.UnlistedAt is null == listed ? terms : await KeepAsync(terms.WithListed(listed, time.GetUtcNow()));
    }

    public Task<Petition?> Terms() => Task.FromResult(_petition);

    public async Task<Petition?> SetOpen(bool open)
    {
        if (_petition is not { } terms || open && (terms.KeysDestroyedAt ?? terms.UnlistedAt) is not null) return _petition;

        await SetShardsOpenAsync(terms.Id, open);
        return terms.ClosedByAdmin == open ? await KeepAsync(terms.WithOpen(open, time.GetUtcNow())) : terms;
    }

    public async Task<Petition?> DestroyKeysWhenDue()
    {
        if (_petition is not { } terms || !terms.IsRetentionOver(time.GetUtcNow())) return _petition;

        if (terms.KeysDestroyedAt is null)
        {
            // Another silo may still encrypt with the key until it hears of this. With closed shards none of its batches adds a row.
            await SetShardsOpenAsync(terms.Id, open: false);
            terms = await KeepAsync(terms with { ClosedByAdmin = true, KeysDestroyedAt = time.GetUtcNow(), Revision = terms.Revision + 1 });
        }
        await services.Keys.DestroyAsync(terms.Id, CancellationToken.None);
        return terms;
    }

    public async Task<Petition?> SetHandedOver(DateTimeOffset at) => _petition is { } terms && !(terms.HandedOverAt >= at)
        ? await KeepAsync(terms with { HandedOverAt = at, Revision = terms.Revision + 1 }) : _petition;

    public async Task<Petition?> KeepImportConsent(ImportStatement statement)
    {
        if (_petition is not { } terms || terms.FindImportConsent(statement) is not null) return _petition;
        if (terms.NextImportConsent(statement) is not { } next) return terms;
        await services.Documents.AddConsentAsync(terms.Id, terms.CurrentVersion, next.Record, CancellationToken.None);
        return await KeepAsync(terms with { ImportConsents = terms.ImportConsents.Add(next), Revision = terms.Revision + 1 });
    }

    public async Task<Petition?> DataEmptied() => _petition is { KeysDestroyedAt: not null, DataEmptiedAt: null } terms
        ? await KeepAsync(terms with { DataEmptiedAt = time.GetUtcNow(), Revision = terms.Revision + 1 }) : _petition;

    public async Task<PetitionStatus?> Status() =>
        _petition is { } terms ? await new PetitionStatusReader(services, time).ReadAsync(terms) : null;

    public async Task<ImmutableArray<SignatureState?>?> Lookup(ImmutableArray<Guid> signerKeys)
    {
        if (_petition is not { } terms || await services.Keyring.FindAsync(terms.Id, terms.Slug) is not { } keys) return null;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signerKeys.Length, IPetitionGrain.LookupMax);
        return await services.Rows.FindStatesAsync(terms.Id, [.. signerKeys.Select(keys.RowKey)], CancellationToken.None);
    }

    public async Task<PetitionText?> TextOf(int version, string lang) =>
        _petition is { } terms ? await services.Documents.FindTextAsync(terms.Id, version, lang, CancellationToken.None) : null;

    public async Task<bool> RemoveRehearsal()
    {
        if (_petition is not { } terms) return true;
        if (!terms.Facts.Rehearsal) return false;

        await services.Tallies.SetOpenAsync(terms.Id, open: false, CancellationToken.None);
        _sampler?.Dispose();
        _history = null;
        // Whatever happens from here on, the next call finds out how far it got.
        DeactivateOnIdle();
        await services.Petitions.RemoveAsync(terms.Id, CancellationToken.None);
        await _stepped.ClearAsync();
        await state.ClearStateAsync();
        _petition = null;
        return true;
    }

    public Task Report(ImmutableArray<TallyShard> readings)
    {
        if (_petition is not null) _tally.Take(readings);
        return Task.CompletedTask;
    }

    public async Task<Tally?> Tally()
    {
        if (_petition is null) return null;
        if (_tally.IsDoubtful) await _tally.ReadAsync(_petition.Id, CancellationToken.None);
        if (_petition is not { } terms) return null;

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
        if (_petition is not { } terms || _history is not { } history) return null;
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

    private async Task<Petition> KeepAsync(Petition terms)
    {
        try
        {
            state.State = new PetitionState { Terms = terms };
            await state.WriteStateAsync();
            await services.Petitions.ListAsync(terms, CancellationToken.None);
            return _petition = terms;
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
            await state.ClearStateAsync(cancel);
            _petition = null;
        }
        else if (TermsRepair.Decide(terms, shardsOpen, time.GetUtcNow()) is { } repaired)
            await KeepAsync(repaired);
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
