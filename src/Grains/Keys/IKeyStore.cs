namespace Petitions.Grains.Keys;

/// <summary>The wrapped keys of petitions. A petition's key is stored when the petition is created.</summary>
public interface IKeyStore
{
    /// <summary>The petition's key as it was stored, still wrapped; null when it was destroyed or never made.</summary>
    Task<byte[]?> FindWrappedAsync(int petition, CancellationToken cancel);

    /// <summary>Destroys the petition's wrapped key; it is gone when this returns. A second call changes nothing.</summary>
    Task DestroyAsync(int petition, CancellationToken cancel);
}
