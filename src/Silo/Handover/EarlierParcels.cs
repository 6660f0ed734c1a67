using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

/// <summary>
/// Tells in which earlier parcel of the petition a person is. Their files say so, not the epochs of the database: who has withdrawn before
/// their line was written, or whose consent did not cover the recipients, is in none.
/// </summary>
internal sealed class EarlierParcels : IDisposable
{
    private readonly List<(int CutOff, RowKeyCursor Keys)> _parcels = [];

    /// <summary>Opens the indexes of all complete parcels.</summary>
    /// <exception cref="MissingParcelException">The folder of one is not here.</exception>
    public static EarlierParcels Open(string root, string slug, IEnumerable<Parcel> complete)
    {
        var parcels = new EarlierParcels();
        try
        {
            foreach (var parcel in complete.Where(parcel => parcel.Fingerprint is not null).Reverse())
            {
                var folder = new ParcelFolder(root, slug, parcel.Number);
                if (!folder.IsComplete)
                {
                    throw new MissingParcelException($"The earlier parcel {folder.Path} is not here. Bring it back, or set"
                        + " Petition__Handover__Path to the folder that has it: withdrawals since then must be told to its recipients.");
                }
                parcels._parcels.Add((parcel.CutOff, new(File.OpenRead(Path.Combine(folder.IndexPath, ParcelFiles.RowKeys)))));
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
    public bool Any => _parcels.Count > 0;

    /// <summary>The last cut-off of one of them; 0 when there is none.</summary>
    public int LastCutOff => Any ? _parcels[0].CutOff : 0;

    /// <summary>The cut-off of the newest one that the person is in; null when they are in none. Ask in ascending order.</summary>
    public int? CutOffOf(Guid rowKey)
    {
        foreach (var (cutOff, keys) in _parcels)
            if (keys.Has(rowKey)) return cutOff;
        return null;
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _parcels) keys.Dispose();
    }
}

/// <summary>An earlier parcel is not here; the message says what to do.</summary>
internal sealed class MissingParcelException(string message) : IOException(message);
