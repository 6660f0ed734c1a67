using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Storage;

/// <summary>
/// The registry on either database: its few statements are written in the SQL that both understand, and <paramref name="keyValue"/> gives
/// a row key the type that the database stores it in.
/// </summary>
internal sealed class PetitionTable(DbDataSource database, Func<Guid, object> keyValue) : IPetitionStore, ICatalogueSource
{
    private readonly CountHistoryTable _history = new(database);

    public Task<int> EnsureAsync(string slug, byte[] wrappedKey, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        await connection.ExecuteAsync(
            "INSERT INTO petition (slug, wrapped_key) VALUES (@slug, @key) ON CONFLICT (slug) DO NOTHING",
            cancel, ("@slug", slug), ("@key", wrappedKey));
        var id = Convert.ToInt32(
            await connection.ScalarAsync("SELECT id FROM petition WHERE slug = @slug", cancel, ("@slug", slug)), CultureInfo.InvariantCulture);
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            await connection.ExecuteAsync(
                "INSERT INTO tally (petition, shard) VALUES (@petition, @shard) ON CONFLICT (petition, shard) DO NOTHING",
                cancel, ("@petition", id), ("@shard", shard));
        }
        return id;
    }, cancel);

    public Task AddVersionAsync(int petition, DocumentVersion version, PetitionDocument document, CancellationToken cancel) =>
        database.InTransactionAsync(async connection =>
        {
            foreach (var text in document.Texts)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO document (petition, version, lang, hash, published_at, content)"
                    + " VALUES (@petition, @version, @lang, @hash, @published_at, @content) ON CONFLICT DO NOTHING",
                    cancel, ("@petition", petition), ("@version", version.Number), ("@lang", text.Lang), ("@hash", text.Hash),
                    ("@published_at", version.PublishedAt.UtcDateTime), ("@content", JsonSerializer.Serialize(new { document.Facts, Text = text })));
            }
            foreach (var record in version.Consents)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO consent_record (petition, number, document_version, lang, text_hash, given)"
                    + " VALUES (@petition, @number, @version, @lang, @hash, @given) ON CONFLICT DO NOTHING",
                    cancel, ("@petition", petition), ("@number", record.Number), ("@version", version.Number), ("@lang", record.Lang),
                    ("@hash", record.TextHash), ("@given", JsonSerializer.Serialize(record.Given)));
            }
            return 0;
        }, cancel);

    public async Task<PetitionText?> FindTextAsync(int petition, int version, string lang, CancellationToken cancel)
    {
        var found = await database.QueryAsync(
            "SELECT content FROM document WHERE petition = @petition AND version = @version AND lang = @lang",
            row => row.GetString(0), cancel, ("@petition", petition), ("@version", version), ("@lang", lang));
        if (found.FirstOrDefault() is not { } content) return null;
        using var document = JsonDocument.Parse(content);
        return document.RootElement.GetProperty("Text").Deserialize<PetitionText>();
    }

    public Task ListAsync(Petition terms, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        // The lock of this row puts all changes in one order; see the migration.
        var change = Convert.ToInt64(
            await connection.ScalarAsync("UPDATE catalogue SET change = change + 1 RETURNING change", cancel), CultureInfo.InvariantCulture);
        return await connection.ExecuteAsync(
            "UPDATE petition SET terms = @terms, revision = @revision, change = @change WHERE id = @id AND revision < @revision",
            cancel, ("@terms", JsonSerializer.Serialize(terms)), ("@revision", terms.Revision), ("@change", change), ("@id", terms.Id));
    }, cancel);

    public async Task<CatalogueChanges> ReadChangesAsync(long change, CancellationToken cancel)
    {
        var listed = await database.QueryAsync(
            "SELECT change, id, terms FROM petition WHERE change > @change ORDER BY change",
            row => (Change: row.GetInt64(0), Id: row.GetInt32(1), Terms: row.IsDBNull(2) ? null : row.GetString(2)), cancel, ("@change", change));
        return listed.Count == 0 ? new(change, [], []) : new(
            listed[^1].Change,
            [.. listed.Where(row => row.Terms is not null).Select(row => JsonSerializer.Deserialize<Petition>(row.Terms!)!)],
            [.. listed.Where(row => row.Terms is null).Select(row => row.Id)]);
    }

    public async Task<int> ListedRevisionAsync(int petition, CancellationToken cancel)
    {
        var found = await database.QueryAsync(
            "SELECT revision FROM petition WHERE id = @id", row => row.GetInt32(0), cancel, ("@id", petition));
        return found.FirstOrDefault();
    }

    public async Task<TallyState?> ReadShardsAsync(int petition, CancellationToken cancel)
    {
        var shards = await database.QueryAsync(
            "SELECT shard, counted, version, open, epoch FROM tally WHERE petition = @petition ORDER BY shard",
            row => (Reading: new TallyShard(row.GetInt16(0), row.GetInt64(1), row.GetInt64(2)), Open: row.GetBoolean(3), Epoch: row.GetInt32(4)),
            cancel, ("@petition", petition));
        return shards.Count == 0 ? null : new(shards[0].Open, shards[0].Epoch, [.. shards.Select(shard => shard.Reading)]);
    }

    public Task SetOpenAsync(int petition, bool open, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            await connection.ExecuteAsync(
                "UPDATE tally SET open = @open WHERE petition = @petition AND shard = @shard",
                cancel, ("@open", open), ("@petition", petition), ("@shard", shard));
        }
        return 0;
    }, cancel);

    public Task<int> RaiseEpochAsync(int petition, CancellationToken cancel) => database.InTransactionAsync(async connection =>
    {
        var raised = 0;
        for (var shard = 0; shard < TallyShards.PerPetition; shard++)
        {
            raised = Convert.ToInt32(
                await connection.ScalarAsync(
                    "UPDATE tally SET epoch = epoch + 1 WHERE petition = @petition AND shard = @shard RETURNING epoch",
                    cancel, ("@petition", petition), ("@shard", shard)),
                CultureInfo.InvariantCulture);
        }
        return raised - 1;
    }, cancel);

    public async Task<byte[]?> FindWrappedKeyAsync(int petition, CancellationToken cancel)
    {
        var found = await database.QueryAsync(
            "SELECT wrapped_key FROM petition WHERE id = @id AND wrapped_key IS NOT NULL",
            row => row.GetFieldValue<byte[]>(0), cancel, ("@id", petition));
        return found.FirstOrDefault();
    }

    public async Task DestroyKeyAsync(int petition, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync("UPDATE petition SET wrapped_key = NULL WHERE id = @id AND wrapped_key IS NOT NULL", cancel, ("@id", petition));
    }

    public async Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys, CancellationToken cancel)
    {
        var names = rowKeys.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@k{i}")).ToArray();
        if (names.Length == 0) return [];
        // Each row says which of the asked keys it is, so that no key has to be read back.
        var found = await database.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT column1, state
                FROM (VALUES {string.Join(", ", names.Select((name, i) => $"({i}, {name})"))}) AS asked
                JOIN signature ON signature.petition = @petition AND signature.row_key = column2
                """),
            row => (Position: row.GetInt32(0), State: (SignatureState)row.GetInt16(1)),
            cancel, [("@petition", petition), .. names.Zip(rowKeys, (name, key) => (name, keyValue(key)))]);
        var states = new SignatureState?[rowKeys.Length];
        foreach (var (position, state) in found) states[position] = state;
        return [.. states];
    }

    public async Task RemoveAsync(int petition, CancellationToken cancel)
    {
        foreach (var table in new[] { "mail", "signature" })
        {
            while (await RemoveSomeAsync(table, petition, cancel) > 0)
            {
            }
        }
        await database.InTransactionAsync(async connection =>
        {
            foreach (var table in new[] { "mail", "document", "consent_record", "count_history", "tally" })
                await connection.ExecuteAsync($"DELETE FROM {table} WHERE petition = @petition", cancel, ("@petition", petition));
            var change = Convert.ToInt64(
                await connection.ScalarAsync("UPDATE catalogue SET change = change + 1 RETURNING change", cancel), CultureInfo.InvariantCulture);
            // The row stays, so that every catalogue learns of it; a dot is in no petition's name.
            return await connection.ExecuteAsync(
                "UPDATE petition SET slug = slug || '.removed.' || id, wrapped_key = NULL, terms = NULL, change = @change"
                + " WHERE id = @petition AND slug NOT LIKE '%.removed.%'",
                cancel, ("@change", change), ("@petition", petition));
        }, cancel);
    }

    public Task AddCountAsync(int petition, CountPoint point, CancellationToken cancel) => _history.AddAsync(petition, point, cancel);

    public Task<CountPoint?> FindLastCountAsync(int petition, CancellationToken cancel) => _history.FindLastAsync(petition, cancel);

    public Task<ImmutableArray<CountPoint>> ReadCountsAsync(int petition, CountWindow window, CancellationToken cancel) =>
        _history.ReadAsync(petition, window, cancel);

    public Task ThinCountsAsync(int petition, int minute, CancellationToken cancel) => _history.ThinAsync(petition, minute, cancel);

    // In steps: each is a short transaction, so that nobody who signs another petition waits for a long one.
    private Task<int> RemoveSomeAsync(string table, int petition, CancellationToken cancel) => database.InTransactionAsync(connection =>
        connection.ExecuteAsync(
            $"DELETE FROM {table} WHERE petition = @petition AND row_key IN"
            + $" (SELECT row_key FROM {table} WHERE petition = @petition LIMIT 5000)",
            cancel, ("@petition", petition)), cancel);
}
