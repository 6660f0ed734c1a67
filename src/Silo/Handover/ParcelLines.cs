using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Petitions.Grains.Documents;
using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Handover;

/// <summary>Writes the lines of a parcel, row by row, and then what describes them. Memory does not grow with the rows.</summary>
internal sealed class ParcelLines : IAsyncDisposable
{
    private readonly ParcelFolder _folder;
    private readonly Petition _terms;
    private readonly PetitionKeys _keys;
    private readonly IReadOnlyDictionary<int, PetitionFacts> _versions;
    private readonly EarlierParcels _earlier;
    private readonly Parcel _parcel;
    private readonly ParcelSelection _selection;
    private readonly ParcelTotals _totals = new();
    private readonly ImmutableArray<string> _fields;
    private readonly FileStream _signatures, _rowKeys, _places, _treeFile;
    private readonly FileStream? _withdrawals;
    private readonly LineWriter _lines;
    private readonly LineWriter? _withdrawalLines;
    private readonly MerkleTreeFile _tree;
    private long _withdrawn;

    /// <param name="folder">An empty temporary folder.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="keys">The petition's keys.</param>
    /// <param name="versions">The facts of every version.</param>
    /// <param name="earlier">The parcels before.</param>
    /// <param name="parcel">The parcel under way.</param>
    /// <param name="previous">The hand-overs before, for the last cut-off.</param>
    public ParcelLines(
        ParcelFolder folder, Petition terms, PetitionKeys keys, IReadOnlyDictionary<int, PetitionFacts> versions, EarlierParcels earlier,
        Parcel parcel, IReadOnlyList<Parcel> previous)
    {
        (_folder, _terms, _keys, _versions, _earlier, _parcel) = (folder, terms, keys, versions, earlier, parcel);
        _selection = new(terms, versions, previous, parcel);
        _fields = ParcelFields.Of(terms.Facts);
        (_signatures, _rowKeys) = (folder.CreateFile(ParcelFiles.Signatures), folder.CreateIndex(ParcelFiles.RowKeys));
        (_places, _treeFile) = (folder.CreateIndex(ParcelFiles.Places), folder.CreateIndex(ParcelFiles.Tree));
        _lines = new(_signatures, ["ref", .. _fields]);
        _tree = new(_treeFile);
        if (!earlier.Any) return;
        _withdrawals = folder.CreateFile(ParcelFiles.Withdrawals);
        _withdrawalLines = new(_withdrawals, "ref");
    }

    /// <summary>Takes a row, in the order of row keys.</summary>
    public void Add(HandoverRow row)
    {
        var fate = _selection.FateOf(row);
        if (fate == RowFate.Included && !TryWrite(row)) fate = RowFate.Unreadable;
        // Also who has withdrawn and signed again: their earlier line goes, the one in this parcel stays.
        if (fate is RowFate.WithdrawnSince or RowFate.Included && _withdrawalLines is { } withdrawals && _earlier.Contain(row.RowKey))
        {
            withdrawals.Write(_keys.ReferenceOf(row.RowKey));
            _withdrawn++;
        }
        _totals.Add(fate, row.ConsentRecord);
    }

    /// <summary>Writes the rest. The parcel as it ended; with a refusal when no row was included.</summary>
    public async Task<Parcel> CompleteAsync(DateTimeOffset now, CancellationToken cancel)
    {
        if (_totals.Signatures == 0) return _parcel with { CompletedAt = now, Refusal = _totals.Refusal };

        var fingerprint = Convert.ToHexStringLower(_tree.Complete());
        foreach (var file in new[] { _signatures, _rowKeys, _places, _treeFile }) await ParcelFolder.CloseAsync(file);
        if (_withdrawals is not null) await ParcelFolder.CloseAsync(_withdrawals);
        string[] names = _withdrawals is null ? [ParcelFiles.Signatures] : [ParcelFiles.Signatures, ParcelFiles.Withdrawals];
        var files = await ParcelFiles.DescribeAsync(_folder, names, cancel);
        await WriteAsync(ParcelFiles.Manifest, ManifestOf(fingerprint, files).ToBytes());
        var all = await ParcelFiles.DescribeAsync(_folder, [.. names, ParcelFiles.Manifest], cancel);
        await WriteAsync(ParcelFiles.Sums, ParcelFiles.SumsOf(all));
        return _parcel with
        {
            CompletedAt = now, Signatures = _totals.Signatures, Fingerprint = fingerprint,
            Files = [.. names, ParcelFiles.Manifest, ParcelFiles.Sums],
        };
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _withdrawalLines?.Dispose();
        foreach (var file in new[] { _signatures, _rowKeys, _places, _treeFile, _withdrawals })
        {
            try
            {
                if (file is not null) await file.DisposeAsync();
            }
            catch (IOException)
            {
                // On a full disk the rest cannot be written. The folder is removed; a file that stayed open would keep its place.
            }
        }
    }

    // False when the stored data cannot be decrypted.
    private bool TryWrite(HandoverRow row)
    {
        if (row.Ciphertext is not { } ciphertext) return false;
        PersonalData person;
        try
        {
            person = PersonalData.FromBytes(_keys.Open(row.RowKey, ciphertext));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return false;
        }
        var place = _signatures.Position;
        var line = _lines.Write(
            [_keys.ReferenceOf(row.RowKey), .. ParcelFields.ValuesOf(person, _fields, _versions[row.DocumentVersion])]);
        _tree.Add(line);
        RowKeyIndex.Add(_rowKeys, row.RowKey);
        LinePlaces.Add(_places, place);
        return true;
    }

    private Manifest ManifestOf(string fingerprint, ImmutableArray<ManifestFile> files)
    {
        var facts = _terms.Facts;
        // To the minute: the cut-off says nothing more exact about the last signatures before it.
        var cutOff = new DateTimeOffset(_parcel.BegunAt.UtcTicks - _parcel.BegunAt.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero);
        return new(
            Manifest.SchemaName, _terms.Slug, _terms.Texts[0].Title, _parcel.Number, facts.Rehearsal, facts.Addressee.Name, facts.AlsoTo,
            facts.Transfer?.Country ?? facts.Addressee.Country, cutOff, _fields, _totals.Signatures, fingerprint, Manifest.Method,
            _totals.DocumentsOf(_terms), _totals.ConsentsOf(_terms), _totals.Exclusions, _withdrawn, files);
    }

    private async Task WriteAsync(string name, byte[] content)
    {
        var file = _folder.CreateFile(name);
        await file.WriteAsync(content);
        await ParcelFolder.CloseAsync(file);
    }
}
