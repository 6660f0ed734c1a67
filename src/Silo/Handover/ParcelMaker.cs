using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Handover;

/// <summary>Makes parcels in the folder of parcels.</summary>
internal sealed class ParcelMaker(
    IHandoverStore store, IPetitionKeyring keyring, ParcelSettings settings,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time) : IParcelMaker, IParcelFiles
{
    /// <summary>Rows read at a time: 3 MB.</summary>
    private const int PageRows = 5_000;

    public async Task<Parcel> MakeAsync(
        Petition terms, Parcel parcel, IReadOnlyList<Parcel> previous, IProgress<long> progress,
        CancellationToken cancel)
    {
        var folder = new ParcelFolder(settings.Path, terms.Slug, parcel.Number);
        try
        {
            folder.Begin();
            // A crash may have come between the parcel and the database.
            if (folder.IsComplete)
            {
                var manifest = await File.ReadAllBytesAsync(Path.Combine(folder.Path, ParcelFiles.Manifest), cancel);
                return Manifest.Read(manifest).Complete(parcel, time.GetUtcNow());
            }

            if (await keyring.FindAsync(terms.Id, terms.Slug) is not { } keys)
                return parcel with { CompletedAt = time.GetUtcNow(), Refusal = "The petition's keys were destroyed: no data can be read." };
            var job = new ParcelJob(terms, parcel, keys, await store.ReadVersionsAsync(terms.Id, cancel));
            using var fonts = FontLibrary.Open(settings.Fonts);
            using var earlier = EarlierParcels.Open(settings.Path, terms.Slug, previous);
            using var writer = new ParcelWriter(folder, job, earlier, fonts);
            await foreach (var row in ReadAllAsync(terms.Id, progress, cancel)) writer.Add(row);
            var ended = await writer.CompleteAsync(time.GetUtcNow(), cancel);
            if (ended.Refusal is null) folder.Complete();
            return ended;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not MissingParcelException))
        {
            throw new IOException($"The folder of parcels {settings.Path} cannot be written ({e.Message}). Make room or correct it; another"
                + " folder is set with Petition__Handover__Path.", e);
        }
        finally
        {
            folder.Abandon();
        }
    }

    public string? Find(string slug, Parcel parcel, string file)
    {
        var folder = new ParcelFolder(settings.Path, slug, parcel.Number);
        // Only names of the parcel: nothing of a call becomes a path.
        return parcel.Files.Contains(file) && folder.IsComplete ? Path.Combine(folder.Path, file) : null;
    }

    public void DeleteAll(string slug)
    {
        var folder = Path.Combine(settings.Path, slug);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public Task<InclusionProof?> ProveAsync(
        Petition terms, Parcel parcel, Guid rowKey, CancellationToken cancel)
    {
        var folder = new ParcelFolder(settings.Path, terms.Slug, parcel.Number);
        return Task.Run(() => ParcelProof.Find(folder, terms, parcel, rowKey), cancel);
    }

    private async IAsyncEnumerable<HandoverRow> ReadAllAsync(
        int petition, IProgress<long> progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (after, read) = (Guid.Empty, 0L);
        while (true)
        {
            var page = await store.ReadRowsAsync(petition, after, PageRows, cancel);
            foreach (var row in page) yield return row;
            progress.Report(read += page.Count);
            if (page.Count < PageRows) yield break;
            after = page[^1].RowKey;
        }
    }
}
