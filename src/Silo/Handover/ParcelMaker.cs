using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Handover;

/// <summary>Makes parcels in the folder of parcels.</summary>
internal sealed class ParcelMaker(
    IHandoverStore store, IPetitionKeyring keyring, ParcelRoot root,
    [FromKeyedServices(PetitionClock.Name)] TimeProvider time) : IParcelMaker, IParcelFiles
{
    /// <summary>Rows read at a time: 3 MB.</summary>
    private const int PageRows = 5_000;

    public async Task<Parcel> MakeAsync(
        Petition terms, Parcel parcel, IReadOnlyList<Parcel> previous, IProgress<long> progress,
        CancellationToken cancel)
    {
        var folder = new ParcelFolder(root.Path, terms.Slug, parcel.Number);
        try
        {
            folder.Begin();
            // A crash may have come between the parcel and the database.
            if (folder.IsComplete)
            {
                var manifest = await File.ReadAllBytesAsync(Path.Combine(folder.Path, ParcelFiles.Manifest), cancel);
                return Completed(parcel, Manifest.Read(manifest), time.GetUtcNow());
            }

            var keys = await keyring.FindAsync(terms.Id, terms.Slug)
                ?? throw new InvalidOperationException("The petition's keys are destroyed: there is nothing to hand over.");
            var versions = await store.ReadFactsAsync(terms.Id, cancel);
            using var earlier = EarlierParcels.Open(root.Path, terms.Slug, previous);
            await using var lines = new ParcelLines(folder, terms, keys, versions, earlier, parcel, previous);
            await foreach (var row in ReadAllAsync(terms.Id, progress, cancel)) lines.Add(row);
            var ended = await lines.CompleteAsync(time.GetUtcNow(), cancel);
            if (ended.Refusal is null) folder.Complete();
            return ended;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not MissingParcelException))
        {
            throw new IOException($"The folder of parcels {root.Path} cannot be written ({e.Message}). Make room or correct it; another"
                + " folder is set with Petition__Handover__Path.", e);
        }
        finally
        {
            folder.Abandon();
        }
    }

    public string? Find(string slug, Parcel parcel, string file)
    {
        var folder = new ParcelFolder(root.Path, slug, parcel.Number);
        // Only names of the parcel: nothing of a call becomes a path.
        return parcel.Files.Contains(file) && folder.IsComplete ? Path.Combine(folder.Path, file) : null;
    }

    public void DeleteAll(string slug)
    {
        var folder = Path.Combine(root.Path, slug);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public Task<InclusionProof?> ProveAsync(
        Petition terms, Parcel parcel, Guid rowKey, CancellationToken cancel)
    {
        var folder = new ParcelFolder(root.Path, terms.Slug, parcel.Number);
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

    private static Parcel Completed(Parcel parcel, Manifest manifest, DateTimeOffset now) => parcel with
    {
        CompletedAt = now, Signatures = manifest.Signatures, Fingerprint = manifest.Fingerprint,
        Files = [.. manifest.Files.Select(file => file.Name), ParcelFiles.Manifest, ParcelFiles.Sums],
    };
}
