using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

/// <summary>
/// Tells whether a person is in an earlier parcel of the petition: who has withdrawn before their line was written is not, although the
/// database says that it was after the cut-off.
/// </summary>
internal sealed class EarlierParcels : IDisposable
{
    private readonly List<FileStream> _indexes = [];

    /// <summary>Opens the indexes of all complete parcels.</summary>
    /// <exception cref="MissingParcelException">The folder of one is not here.</exception>
    public static EarlierParcels Open(string root, string slug, IEnumerable<Parcel> complete)
    {
        var parcels = new EarlierParcels();
        try
        {
            foreach (var parcel in complete.Where(parcel => parcel.Fingerprint is not null))
            {
                var folder = new ParcelFolder(root, slug, parcel.Number);
                if (!folder.IsComplete)
                {
                    throw new MissingParcelException($"The earlier parcel {folder.Path} is not here. Bring it back, or set"
                        + " Petition__Handover__Path to the folder that has it: withdrawals since then must be told to its recipients.");
                }
                parcels._indexes.Add(File.OpenRead(Path.Combine(folder.IndexPath, ParcelFiles.RowKeys)));
            }
            return parcels;
        }
        catch
        {
            parcels.Dispose();
            throw;
        }
    }

    /// <summary>True when there is an earlier parcel.</summary>
    public bool Any => _indexes.Count > 0;

    /// <summary>True when the person is in one of them.</summary>
    public bool Contain(Guid rowKey) => _indexes.Exists(index => RowKeyIndex.Find(index, rowKey) is not null);

    public void Dispose()
    {
        foreach (var index in _indexes) index.Dispose();
    }
}

/// <summary>An earlier parcel is not here; the message says what to do.</summary>
internal sealed class MissingParcelException(string message) : IOException(message);
