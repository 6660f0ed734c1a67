using System.Data.Common;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Keys;

/// <summary>
/// The key files of this node, checked against the database: at first start their check values are stored, later they must be the same.
/// Two peppers on one database would count everybody twice, and another master key could read nothing.
/// </summary>
internal sealed record SiloKeys(Pepper Pepper, KeyFile Master)
{
    /// <exception cref="StartupException">Keys are missing beside a database that was made with some, damaged, or other ones.</exception>
    public static async Task<SiloKeys> OpenAsync(string folder, DbDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var known = await connection.ScalarAsync("SELECT count(*) FROM key_check", cancel);
        var mayCreate = Convert.ToInt64(known, System.Globalization.CultureInfo.InvariantCulture) == 0;
        try
        {
            var pepper = KeyFile.Open(folder, Pepper.Name, mayCreate);
            var master = KeyFile.Open(folder, PetitionKeyring.MasterKeyName, mayCreate);
            await CheckAsync(connection, pepper, folder, cancel);
            await CheckAsync(connection, master, folder, cancel);
            return new(new Pepper(pepper), master);
        }
        catch (KeyFileException e)
        {
            var why = mayCreate ? "" : "; the database was made with it: put it back, or set Petition__Keys__Path to where it lies";
            throw new StartupException($"{e.Message}{why}.");
        }
    }

    private static async Task CheckAsync(DbConnection connection, KeyFile key, string folder, CancellationToken cancel)
    {
        await connection.ExecuteAsync(
            "INSERT INTO key_check (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING",
            cancel, ("@name", key.Name), ("@value", key.CheckValue()));
        var stored = await connection.ScalarAsync("SELECT value FROM key_check WHERE name = @name", cancel, ("@name", key.Name));
        if (!key.CheckValue().Equals(stored as string, StringComparison.Ordinal))
        {
            throw new StartupException(
                $"The key {KeyFile.PathOf(folder, key.Name)} is not the one that this database was made with: give this node the same key"
                + " files as the others (Petition__Keys__Path).");
        }
    }
}
