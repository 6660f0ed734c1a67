using System.Collections.Immutable;
using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

/// <summary>
/// Writes <c>signatures.csv</c>, and beside it the index for proofs: row keys, places of lines, Merkle tree. Memory does not grow with the
/// lines.
/// </summary>
internal sealed class ParcelLines : IDisposable
{
    private readonly FileStream _signatures, _rowKeys, _places, _treeFile;
    private readonly LineWriter _lines;
    private readonly MerkleTreeFile _tree;

    /// <param name="folder">Where to.</param>
    /// <param name="fields">The columns after <c>ref</c>.</param>
    public ParcelLines(ParcelFolder folder, ImmutableArray<string> fields)
    {
        (_signatures, _rowKeys) = (folder.CreateFile(ParcelFiles.Signatures), folder.CreateIndex(ParcelFiles.RowKeys));
        (_places, _treeFile) = (folder.CreateIndex(ParcelFiles.Places), folder.CreateIndex(ParcelFiles.Tree));
        _lines = new(_signatures, ["ref", .. fields]);
        _tree = new(_treeFile);
    }

    /// <summary>Writes a line, in the order of row keys.</summary>
    public void Add(Guid rowKey, string reference, ImmutableArray<string> values)
    {
        var place = _signatures.Position;
        _tree.Add(_lines.Write([reference, .. values]));
        RowKeyIndex.Add(_rowKeys, rowKey);
        LinePlaces.Add(_places, place);
    }

    /// <summary>Closes the files, on the disk, and returns the fingerprint.</summary>
    public async Task<string> CompleteAsync()
    {
        var fingerprint = Convert.ToHexStringLower(_tree.Complete());
        foreach (var file in Files) await ParcelFolder.CloseAsync(file);
        return fingerprint;
    }

    public void Dispose()
    {
        _lines.Dispose();
        foreach (var file in Files) ParcelFolder.Discard(file);
    }

    private FileStream[] Files => [_signatures, _rowKeys, _places, _treeFile];
}
