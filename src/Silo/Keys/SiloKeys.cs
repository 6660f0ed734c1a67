using Petitions.Frontend.Hosting;
using Petitions.Grains.Keys;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Keys;

/// <summary>
/// The key files of this node, checked against the database: the first start stores their check values, every later one must have the same.
/// With two peppers on one database everybody could sign twice; with another master key nothing could be decrypted.
/// </summary>
internal sealed record SiloKeys(Pepper Pepper, KeyFile Master)
{
    /// <exception cref="StartupException">
    /// Keys are missing beside a database that has been in use, are damaged, or are not those of the database.
    /// </exception>
    public static async Task<SiloKeys> OpenAsync(string folder, PetitionDatabase database, CancellationToken cancel)
    {
        var checks = new KeyCheckTable(database);
        var mayCreate = await checks.IsEmptyAsync(cancel);
        try
        {
            var pepper = KeyFile.Open(folder, Pepper.Name, mayCreate);
            var master = KeyFile.Open(folder, PetitionKeyring.MasterKeyName, mayCreate);
            await CheckAsync(checks, pepper, folder, cancel);
            await CheckAsync(checks, master, folder, cancel);
            return new(new Pepper(pepper), master);
        }
        catch (KeyFileException e)
        {
            var why = mayCreate ? "" : "; the database was made with it: put it back, or set Petition__Keys__Path to where it lies";
            throw new StartupException($"{e.Message}{why}.");
        }
    }

    private static async Task CheckAsync(KeyCheckTable checks, KeyFile key, string folder, CancellationToken cancel)
    {
        if (await checks.EnsureAsync(key.Name, key.CheckValue(), cancel) == key.CheckValue()) return;
        throw new StartupException(
            $"The key {KeyFile.PathOf(folder, key.Name)} is not the one that this database was made with: give this node the same key"
            + " files as the others (Petition__Keys__Path).");
    }
}
