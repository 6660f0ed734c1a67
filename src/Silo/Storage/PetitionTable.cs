using System.Globalization;
using System.Text.Json;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Storage;

/// <summary>
/// The tables <c>petition</c> and <c>catalogue</c>, in the SQL that both databases understand.
/// </summary>
internal sealed class PetitionTable(PetitionDatabase database) : IPetitionStore, ICatalogueSource
{
    public Task<int> EnsureAsync(string slug, byte[] wrappedKey, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "INSERT INTO petition (slug, wrapped_key) VALUES (@slug, @key) ON CONFLICT (slug) DO NOTHING",
                cancel, ("@slug", slug), ("@key", wrappedKey));
            var id = Convert.ToInt32(
                await connection.ScalarAsync("SELECT id FROM petition WHERE slug = @slug", cancel, ("@slug", slug)),
                CultureInfo.InvariantCulture);
            await TallyTable.AddShardsAsync(connection, id, cancel);
            return id;
        }, cancel);

    public Task ListAsync(Petition terms, CancellationToken cancel) => database.Registry.InTransactionAsync(async connection =>
    {
        // The lock of this row puts all changes in one order; see the migration.
        var change = Convert.ToInt64(
            await connection.ScalarAsync("UPDATE catalogue SET change = change + 1 RETURNING change", cancel),
            CultureInfo.InvariantCulture);
        return await connection.ExecuteAsync(
            "UPDATE petition SET terms = @terms, revision = @revision, change = @change WHERE id = @id AND revision < @revision",
            cancel, ("@terms", JsonSerializer.Serialize(terms)), ("@revision", terms.Revision), ("@change", change), ("@id", terms.Id));
    }, cancel);

    public async Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel)
    {
        var listed = await database.Registry.QueryAsync(
            "SELECT change, id, terms FROM petition WHERE change > @change ORDER BY change",
            row => (Change: row.GetInt64(0), Id: row.GetInt32(1), Terms: row.IsDBNull(2) ? null : row.GetString(2)), cancel,
            ("@change", change));
        return listed.Count == 0 ? new(change, [], []) : new(
            listed[^1].Change,
            [.. listed.Where(row => row.Terms is not null).Select(row => JsonSerializer.Deserialize<Petition>(row.Terms!)!)],
            [.. listed.Where(row => row.Terms is null).Select(row => row.Id)]);
    }

    public async Task<int> ListedRevisionAsync(int petition, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            "SELECT revision FROM petition WHERE id = @id", row => row.GetInt32(0), cancel, ("@id", petition));
        return found.FirstOrDefault();
    }

    public async Task RemoveAsync(int petition, CancellationToken cancel)
    {
        foreach (var table in new[] { "mail", "earlier_attempt", "mail_stop", "paper_line", "signature" })
        {
            while (await RemoveSomeAsync(table, petition, cancel) > 0)
            {
            }
        }
        await database.Registry.InTransactionAsync(async connection =>
        {
            foreach (var table in new[]
            {
                "mail", "earlier_attempt", "mail_stop", "paper_line", "document", "consent_record", "count_history", "handover", "tally",
            })
                await connection.ExecuteAsync($"DELETE FROM {table} WHERE petition = @petition", cancel, ("@petition", petition));
            var change = Convert.ToInt64(
                await connection.ScalarAsync("UPDATE catalogue SET change = change + 1 RETURNING change", cancel),
                CultureInfo.InvariantCulture);
            // The row stays, so that every catalogue learns of it; a dot is in no petition's name.
            return await connection.ExecuteAsync(
                "UPDATE petition SET slug = slug || '.removed.' || id, wrapped_key = NULL, terms = NULL, change = @change"
                + " WHERE id = @petition AND slug NOT LIKE '%.removed.%'",
                cancel, ("@change", change), ("@petition", petition));
        }, cancel);
    }

    // In steps: each is a short transaction, so that nobody who signs another petition waits for a long one.
    private Task<int> RemoveSomeAsync(string table, int petition, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(connection => connection.ExecuteAsync(
            $"DELETE FROM {table} WHERE petition = @petition AND row_key IN"
            + $" (SELECT row_key FROM {table} WHERE petition = @petition LIMIT 5000)",
            cancel, ("@petition", petition)), cancel);
}
