namespace Petitions.Grains.Handover;

/// <summary>The files of complete parcels, where they are on this machine.</summary>
public interface IParcelFiles
{
    /// <summary>The path of a file of a parcel; null when it is not here.</summary>
    /// <param name="slug">The petition.</param>
    /// <param name="parcel">The parcel.</param>
    /// <param name="file">One of <see cref="Parcel.Files"/>.</param>
    string? Find(string slug, Parcel parcel, string file);

    /// <summary>Deletes all parcels of a petition that are on this machine, because its days of retention are over.</summary>
    void DeleteAll(string slug);
}
