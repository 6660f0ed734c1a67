using System.Globalization;

namespace Petitions.Silo.Storage;

/// <summary>
/// The table <c>key_check</c>, in the SQL that both databases understand: recognises the keys that the database was first used with, and
/// does not reveal them.
/// </summary>
internal sealed class KeyCheckTable(PetitionDatabase database)
{
    /// <summary>True before the first start of a node on this database.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        var known = await connection.ScalarAsync("SELECT count(*) FROM key_check", cancel);
        return Convert.ToInt64(known, CultureInfo.InvariantCulture) == 0;
    }

    /// <summary>Stores the check value of a key unless there is one of that name; returns the one that is stored.</summary>
    public async Task<string?> EnsureAsync(string name, string value, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            "INSERT INTO key_check (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING", cancel, ("@name", name),
            ("@value", value));
        return await connection.ScalarAsync("SELECT value FROM key_check WHERE name = @name", cancel, ("@name", name)) as string;
    }
}
