using Petitions.Grains.Keys;

namespace Petitions.Silo.Storage;

/// <summary>The wrapped keys in the table <c>petition</c>, in the SQL that both databases understand.</summary>
internal sealed class WrappedKeys(PetitionDatabase database) : IKeyStore
{
    public async Task<byte[]?> FindWrappedAsync(int petition, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            "SELECT wrapped_key FROM petition WHERE id = @id AND wrapped_key IS NOT NULL",
            row => row.GetFieldValue<byte[]>(0), cancel, ("@id", petition));
        return found.FirstOrDefault();
    }

    public async Task DestroyAsync(int petition, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            "UPDATE petition SET wrapped_key = NULL WHERE id = @id AND wrapped_key IS NOT NULL", cancel, ("@id", petition));
    }
}
