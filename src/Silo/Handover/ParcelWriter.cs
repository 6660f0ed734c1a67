using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Petitions.Grains.Handover;
using Petitions.Grains.Signing;
using Petitions.Silo.Printing.Fonts;

namespace Petitions.Silo.Handover;

/// <summary>Writes a parcel row by row, and then what describes it. Memory does not grow with the rows.</summary>
internal sealed class ParcelWriter : IDisposable
{
    private readonly ParcelFolder _folder;
    private readonly ParcelJob _job;
    private readonly EarlierParcels _earlier;
    private readonly FontLibrary _fonts;
    private readonly ParcelSelection _selection;
    private readonly ParcelTotals _totals = new();
    private readonly ImmutableArray<string> _fields;
    private readonly ParcelLines _lines;
    private readonly ParcelLetters? _letters;
    private readonly FileStream? _withdrawals;
    private readonly LineWriter? _withdrawalLines;

    /// <param name="folder">An empty temporary folder.</param>
    /// <param name="job">What the parcel is made from.</param>
    /// <param name="earlier">The parcels before.</param>
    /// <param name="fonts">The fonts of cover and letters.</param>
    public ParcelWriter(ParcelFolder folder, ParcelJob job, EarlierParcels earlier, FontLibrary fonts)
    {
        (_folder, _job, _earlier, _fonts) = (folder, job, earlier, fonts);
        _selection = new(job.Terms, job.Versions, earlier.LastCutOff, job.Parcel.CutOff);
        _fields = ParcelFields.Of(job.Terms.Facts);
        _lines = new(folder, _fields);
        if (job.Parcel.Letters) _letters = new(folder, job, fonts);
        if (!earlier.Any) return;
        _withdrawals = folder.CreateFile(ParcelFiles.Withdrawals);
        _withdrawalLines = new(_withdrawals, "ref");
    }

    /// <summary>Takes a row, in the order of row keys.</summary>
    public void Add(HandoverRow row)
    {
        var handedOver = _earlier.CutOffOf(row.RowKey);
        var fate = _selection.FateOf(row, handedOver);
        if (fate == RowFate.Included && !TryWrite(row)) fate = RowFate.Unreadable;
        // Also who has withdrawn and signed again, in this parcel or not: their earlier line goes.
        var isSignedAgain = handedOver is not null && (fate is RowFate.Included or RowFate.ConsentMissing or RowFate.Unreadable);
        if (fate == RowFate.WithdrawnSince || isSignedAgain)
        {
            _withdrawalLines!.Write(_job.Keys.ReferenceOf(row.RowKey));
            _totals.AddWithdrawal();
        }
        _totals.Add(fate, row);
    }

    /// <summary>Writes the rest. The parcel as it ended; with a refusal when there is neither a signature nor a
    /// withdrawal.</summary>
    public async Task<Parcel> CompleteAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (_totals.Signatures == 0 && _totals.Withdrawals == 0) return _job.Parcel with { CompletedAt = now, Refusal = _totals.Refusal };

        var fingerprint = await _lines.CompleteAsync();
        var names = new List<string> { ParcelFiles.Cover, ParcelFiles.Signatures };
        if (_withdrawals is not null)
        {
            await ParcelFolder.CloseAsync(_withdrawals);
            names.Add(ParcelFiles.Withdrawals);
        }
        if (_letters is not null) names.AddRange(await _letters.CompleteAsync());
        await WriteAsync(ParcelFiles.Cover, ParcelDescription.CoverOf(_job, _totals, fingerprint, _fonts));

        var files = await ParcelFiles.DescribeAsync(_folder, names, cancel);
        var manifest = ParcelDescription.ManifestOf(_job, _totals, _fields, fingerprint, _letters?.Totals, files);
        await WriteAsync(ParcelFiles.Manifest, manifest.ToBytes());
        var all = await ParcelFiles.DescribeAsync(_folder, [.. names, ParcelFiles.Manifest], cancel);
        await WriteAsync(ParcelFiles.Sums, ParcelFiles.SumsOf(all));
        return manifest.Complete(_job.Parcel, now);
    }

    public void Dispose()
    {
        _lines.Dispose();
        ParcelFolder.Discard(_letters);
        _withdrawalLines?.Dispose();
        ParcelFolder.Discard(_withdrawals);
    }

    // False when the stored data cannot be decrypted.
    private bool TryWrite(HandoverRow row)
    {
        if (row.Ciphertext is not { } ciphertext) return false;
        PersonalData person;
        try
        {
            person = PersonalData.FromBytes(_job.Keys.Open(row.RowKey, ciphertext));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return false;
        }
        var reference = _job.Keys.ReferenceOf(row.RowKey);
        var values = ParcelFields.ValuesOf(person, _fields, _job.Versions[row.DocumentVersion].Facts);
        _lines.Add(row.RowKey, reference, values.InOrder);
        _letters?.Add(row, reference, values);
        return true;
    }

    private async Task WriteAsync(string name, byte[] content)
    {
        var file = _folder.CreateFile(name);
        await file.WriteAsync(content);
        await ParcelFolder.CloseAsync(file);
    }
}
