using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;

namespace Petitions.Grains.Petitions;

/// <inheritdoc cref="IPetitionGrain"/>
internal sealed class PetitionGrain(
    [PersistentState(PetitionGrain.StateName, PetitionGrain.StorageName)] IPersistentState<PetitionState> state,
    PetitionServices services,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time,
    ILogger<CountHistoryRecorder> historyLog) : Grain, IPetitionGrain
{
    /// <summary>Unique among all grain classes: the provider's key does not contain the class.</summary>
    public const string StateName = "petition-terms";

    /// <summary>The storage provider that keeps the terms.</summary>
    public const string StorageName = "petitions";

    /// <summary>How often the shards are read in case a report was lost.</summary>
    public static readonly TimeSpan ReadShardsEvery = TimeSpan.FromSeconds(30);

    private readonly TallyShards _shards = new();
    private int _lostReportsSeen;
    private CountHistoryRecorder? _history;
    private IGrainTimer? _sampler;

    // The terms as they are stored for certain; what is being written is not shown.
    private Petition? Now { get; set; }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        Now = state.State.Terms;
        if (Now is null) return;
        await RepairAsync(cancellationToken);
        if (Now is not null) StartTimers();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_history is not null) await _history.EndAsync(_shards.Count);
        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<Petition> Publish(PetitionDocument document)
    {
        var slug = Slug.FromGrainKey(this.GetPrimaryKeyString());
        if (document.Slug != slug) throw new ArgumentException($"The document of '{document.Slug}' is not that of '{slug}'.", nameof(document));

        var before = Now;
        if (before is not null && IsSame(before, document)) return before;
        if (before is not null && before.Facts.Rehearsal != document.Facts.Rehearsal)
        {
            throw new RehearsalMismatchException(
                $"'{slug}' is published as a {(before.Facts.Rehearsal ? "rehearsal" : "live petition")} and cannot become the other: choose another id.");
        }
        if (before is not null && before.Facts.ConfirmsEmail != document.Facts.ConfirmsEmail)
        {
            // Signatures of both kinds under one petition, of which nobody could say which were confirmed.
            throw new ConfirmationMismatchException(
                $"'{slug}' is published with `confirmation: {before.Facts.ConfirmsEmail.ConfirmationWord()}`, which cannot change any more: write that, or choose another id.");
        }

        var movesClosing = before is not null && document.Facts.ClosesAt != before.Facts.ClosesAt && !(document.Facts.ClosesAt <= time.GetUtcNow());
        if (movesClosing && before!.KeysDestroyedAt is { } destroyedAt)
        {
            throw new KeysDestroyedException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{slug}' cannot be opened again: its keys were destroyed on {destroyedAt:yyyy-MM-dd}, so nobody who signed would be recognised. ")
                + "Write the old `closesAt`, or choose another id.");
        }

        var id = before?.Id ?? await services.Petitions.EnsureAsync(slug, services.Keyring.NewWrapped(slug), CancellationToken.None);
        var versions = before?.Versions ?? [];
        if (before is null || !HasSameTexts(before, document))
        {
            var version = DocumentVersions.Next(versions, document, time.GetUtcNow());
            await services.Documents.AddVersionAsync(id, version, document, CancellationToken.None);
            versions = versions.Add(version);
        }

        await KeepAsync(before is null
            ? new Petition { Id = id, Slug = slug, Revision = 1, Facts = document.Facts, Texts = document.Texts, Versions = versions }
            : before with
            {
                Revision = before.Revision + 1,
                Facts = document.Facts,
                Texts = document.Texts,
                Versions = versions,
                RetentionChangedAt = HasSameRetention(before.Facts, document.Facts) ? before.RetentionChangedAt : time.GetUtcNow(),
            });
        if (before is null) StartTimers();
        return Now!;
    }

    public Task<Petition?> Terms() => Task.FromResult(Now);

    public async Task<Petition?> SetOpen(bool open)
    {
        if (Now is null || open && Now.KeysDestroyedAt is not null) return Now;

        // The shards first: theirs is the word that counts, and terms that differ after a crash follow them at the next activation.
        await services.Tallies.SetOpenAsync(Now.Id, open, CancellationToken.None);
        await ReadShardsAsync(CancellationToken.None);
        if (Now.ClosedByAdmin == open) await KeepAsync(Now.WithOpen(open, time.GetUtcNow()));
        return Now;
    }

    public async Task<Petition?> DestroyKeysWhenDue()
    {
        if (Now is null || !Now.IsRetentionOver(time.GetUtcNow())) return Now;

        if (Now.KeysDestroyedAt is null)
        {
            // A silo that has not heard of it yet holds keys that nobody will read by: no batch of its adds a row from here on.
            await services.Tallies.SetOpenAsync(Now.Id, open: false, CancellationToken.None);
            await ReadShardsAsync(CancellationToken.None);
            await KeepAsync(Now with { ClosedByAdmin = true, KeysDestroyedAt = time.GetUtcNow(), Revision = Now.Revision + 1 });
        }
        await services.Keys.DestroyAsync(Now.Id, CancellationToken.None);
        return Now;
    }

    public async Task<Petition?> DataEmptied()
    {
        if (Now is { KeysDestroyedAt: not null, DataEmptiedAt: null })
            await KeepAsync(Now with { DataEmptiedAt = time.GetUtcNow(), Revision = Now.Revision + 1 });
        return Now;
    }

    public async Task<PetitionStatus?> Status()
    {
        if (Now is not { } terms) return null;
        var signatures = await services.Statistics.ReadSignaturesAsync(terms.Id, CancellationToken.None);
        var mail = await services.Statistics.ReadMailAsync(terms.Id, CancellationToken.None);
        var shards = await services.Tallies.ReadShardsAsync(terms.Id, CancellationToken.None);
        var now = time.GetUtcNow();
        return new PetitionStatus
        {
            Terms = terms,
            Phase = terms.PhaseAt(now),
            Count = shards?.Readings.Sum(shard => shard.Counted) ?? 0,
            Signatures = signatures,
            Mail = mail,
            Retention = terms.RetentionAt(now),
        };
    }

    public async Task<ImmutableArray<SignatureState?>?> Lookup(ImmutableArray<Guid> signerKeys)
    {
        if (Now is null || await services.Keyring.FindAsync(Now.Id, Now.Slug) is not { } keys) return null;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signerKeys.Length, IPetitionGrain.LookupMax);
        return await services.Rows.FindStatesAsync(Now.Id, [.. signerKeys.Select(keys.RowKey)], CancellationToken.None);
    }

    public async Task<PetitionText?> TextOf(int version, string lang) =>
        Now is null ? null : await services.Documents.FindTextAsync(Now.Id, version, lang, CancellationToken.None);

    public async Task<bool> RemoveRehearsal()
    {
        if (Now is null) return true;
        if (!Now.Facts.Rehearsal) return false;

        await services.Tallies.SetOpenAsync(Now.Id, open: false, CancellationToken.None);
        _sampler?.Dispose();
        _history = null;
        // Whatever happens from here on, the next call finds out how far it got.
        DeactivateOnIdle();
        await services.Petitions.RemoveAsync(Now.Id, CancellationToken.None);
        await state.ClearStateAsync();
        Now = null;
        return true;
    }

    public Task Report(ImmutableArray<TallyShard> readings)
    {
        if (Now is not null)
            foreach (var reading in readings) _shards.Take(reading);
        return Task.CompletedTask;
    }

    public async Task<Tally?> Tally()
    {
        if (Now is null) return null;
        if (_lostReportsSeen != services.Invalidation.Occasions) await ReadShardsAsync(CancellationToken.None);

        // A revision outweighs every phase, and a phase goes back only with a new revision: so the sum of them only grows.
        var now = time.GetUtcNow();
        var phase = Now.PhaseAt(now);
        return new Tally(_shards.Count, _shards.Version, 4L * Now.Revision + (long)phase, phase, Now.Facts.Counter, Now.Facts.Goals, now);
    }

    public async Task<CountHistory?> History()
    {
        if (Now is not { } terms || _history is not { } history) return null;
        var now = time.GetUtcNow();
        var points = await history.ReadAsync(now);
        return new CountHistory(points, _shards.Count, terms.Facts.Counter, now);
    }

    private async Task KeepAsync(Petition terms)
    {
        try
        {
            state.State = new PetitionState { Terms = terms };
            await state.WriteStateAsync();
            await services.Petitions.ListAsync(terms, CancellationToken.None);
            Now = terms;
        }
        catch
        {
            // Nobody knows what is written. The next call activates the grain anew, which reads and repairs it.
            DeactivateOnIdle();
            throw;
        }
    }

    // A crash may have come between shards, terms and list: terms follow the shards, the list follows the terms.
    private async Task RepairAsync(CancellationToken cancel)
    {
        if (await ReadShardsAsync(cancel) is not { } open)
        {
            // A removal was interrupted after its last step in the database.
            await state.ClearStateAsync(cancel);
            Now = null;
        }
        else if (Now!.ClosedByAdmin == open)
            await KeepAsync(Now.WithOpen(open, time.GetUtcNow()));
        else if (Now is { ClosedByAdmin: true, ClosedByAdminAt: null, KeysDestroyedAt: null } && Now.RetentionAt(time.GetUtcNow()) is null)
        {
            // Closed before this was kept: the days of retention begin now, and not never.
            await KeepAsync(Now.WithOpen(false, time.GetUtcNow()));
        }
        else if (await services.Petitions.ListedRevisionAsync(Now.Id, cancel) < Now.Revision)
            await services.Petitions.ListAsync(Now, cancel);
    }

    // Null when the petition has no shards any more, because it was removed.
    private async Task<bool?> ReadShardsAsync(CancellationToken cancel)
    {
        if (Now is null) return null;
        // Noted before the read: what is lost meanwhile asks for another one.
        var lostReports = services.Invalidation.Occasions;
        var shards = await services.Tallies.ReadShardsAsync(Now.Id, cancel);
        _lostReportsSeen = lostReports;
        if (shards is null) return null;
        foreach (var reading in shards.Readings) _shards.Take(reading);
        return shards.Open;
    }

    // Neither timer keeps the grain alive when nobody calls it.
    private void StartTimers()
    {
        this.RegisterGrainTimer(ReadShardsAsync, new GrainTimerCreationOptions(ReadShardsEvery, ReadShardsEvery) { Interleave = true });
        _history = new CountHistoryRecorder(Now!.Id, services.History, time, historyLog);
        // At once, so that the history of a new petition begins before its first signature.
        _sampler = this.RegisterGrainTimer(SampleAsync, new GrainTimerCreationOptions(TimeSpan.Zero, CountSampling.Every) { Interleave = true });
    }

    private async Task SampleAsync(CancellationToken cancel)
    {
        if (_history is not { } history) return;
        await history.SampleAsync(_shards.Count, cancel);
        // Set anew each time: a fixed period would drift away from the end of the minute.
        if (_history is not null) _sampler?.Change(history.UntilNextSample, CountSampling.Every);
    }

    private static bool IsSame(Petition before, PetitionDocument document) =>
        HasSameTexts(before, document) && JsonSerializer.Serialize(before.Facts) == JsonSerializer.Serialize(document.Facts);

    private static bool HasSameRetention(PetitionFacts before, PetitionFacts after) =>
        before.ClosesAt == after.ClosesAt && before.RetentionDays == after.RetentionDays;

    private static bool HasSameTexts(Petition before, PetitionDocument document) =>
        before.Texts.Select(text => (text.Lang, text.Hash)).SequenceEqual(document.Texts.Select(text => (text.Lang, text.Hash)));
}

/// <summary>What the storage keeps of a petition: one immutable record, replaced as a whole, because it is serialised off the grain's thread.</summary>
[GenerateSerializer, Alias("petitions.petition-state")]
internal sealed class PetitionState
{
    /// <summary>The terms; null before the first publication.</summary>
    [Id(0)] public Petition? Terms { get; init; }
}
