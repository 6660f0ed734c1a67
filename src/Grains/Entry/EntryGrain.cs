using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Entry;

/// <inheritdoc cref="IEntryGrain"/>
internal sealed class EntryGrain(
    IPetitionCatalogue catalogue, IPetitionKeyring keyring, IEntryStore store, ISignatureLedger ledger, IGrainFactory grains,
    TimeProvider time) : Grain, IEntryGrain
{
    /// <summary>
    /// After this time no further attempt begins, and lines that are not stored are to be entered again. An attempt takes up to 5 s while
    /// the database is away, and a call inside the cluster at most 6 s.
    /// </summary>
    public static readonly TimeSpan EntersWithin = TimeSpan.FromSeconds(1);

    public async Task<EntryAnswer> Enter(EntryBatch batch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Lines.Length, IEntryGrain.LinesMax);
        if (await FindAsync() is not { } petition) return Refuse(EntryRefusal.UnknownPetition);
        if (await keyring.FindAsync(petition.Id, petition.Slug) is not { } keys) return Refuse(EntryRefusal.KeysDestroyed);
        if (petition.PhaseAt(time.GetUtcNow()) != PetitionPhase.Open) return Refuse(EntryRefusal.NotOpen);
        var (consents, refusal) = await ConsentsAsync(petition, batch);
        if (consents is null) return Refuse(refusal);
        return await new EntryRun(petition, keys, consents, store, ledger, time).EnterAsync(batch);
    }

    private static EntryAnswer Refuse(EntryRefusal refusal) => new(refusal, []);

    // A front end may have a newer catalogue than this silo.
    private async ValueTask<Petition?> FindAsync()
    {
        var slug = Slug.FromGrainKey(this.GetPrimaryKeyString());
        if (Find(slug) is { } known) return known;
        await catalogue.RefreshAsync(CancellationToken.None);
        return Find(slug);
    }

    // Also a draft, which is not open.
    private Petition? Find(string slug) =>
        catalogue.TryFind(slug, out var petition) || catalogue.TryFindDraft(slug, out petition) ? petition : null;

    // A dry run stores nothing, and so does not need the number under which an imported consent would be kept.
    private async Task<(EntryConsents?, EntryRefusal)> ConsentsAsync(Petition petition, EntryBatch batch)
    {
        if (batch.Source == SignatureSource.Paper)
        {
            var number = batch.DocumentVersion ?? petition.CurrentVersion;
            var lang = batch.Lang ?? petition.FactsLang;
            var printed = petition.Versions.FirstOrDefault(version => version.Number == number)?.Consents.FirstOrDefault(
                record => !record.IncludesNewsletter && string.Equals(record.Lang, lang, StringComparison.OrdinalIgnoreCase));
            return printed is null ? (null, EntryRefusal.UnknownVersion) : (EntryConsents.OfPaper(number, printed), default);
        }
        if (batch.IsDryRun) return (EntryConsents.OfDryRun(petition), default);

        var records = new List<ConsentRecord>();
        foreach (var evidence in new[] { null, batch.ConsentEvidence }.Distinct())
        {
            var statement = new ImportStatement(batch.Platform ?? "", evidence);
            var terms = await grains.GetGrain<IPetitionGrain>(this.GetPrimaryKeyString()).KeepImportConsent(statement);
            if (terms is null) return (null, EntryRefusal.UnknownPetition);
            if (terms.FindImportConsent(statement) is not { } kept) return (null, EntryRefusal.TooManyConsents);
            records.Add(kept.Record);
        }
        return (EntryConsents.OfImport(petition, given: records[^1], missing: records[0]), default);
    }
}
