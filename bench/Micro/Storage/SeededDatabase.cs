using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// A database with the product's schema, one petition and a number of its signatures. Rows that a benchmark adds are marked, and deleted
/// before the next benchmark.
/// </summary>
internal sealed class SeededDatabase : IAsyncDisposable
{
    /// <summary>The petition of all rows.</summary>
    public const int Petition = 1;

    /// <summary>The shard of all batches.</summary>
    public const short Shard = 0;

    /// <summary>Document version of the rows that benchmarks add; seeded rows have version 1.</summary>
    public const int MeasuredVersion = 2;

    private readonly StoreKind _kind;
    private readonly int _rows;
    private readonly DataFolder _folder;
    private readonly PetitionDatabase _database;
    private readonly string _seedConnection;

    private SeededDatabase(StoreKind kind, int rows, DataFolder folder, PetitionDatabase database, string seedConnection) =>
        (_kind, _rows, _folder, _database, _seedConnection) = (kind, rows, folder, database, seedConnection);

    public static async Task<SeededDatabase> CreateAsync(StoreKind kind, int rows)
    {
        var server = kind == StoreKind.Postgres ? await BenchPostgres.NewDatabaseAsync(rows) : null;
        var folder = DataFolder.Open(ScratchFolders.NewFolder($"{kind}-{rows}"));
        var storage = new StorageOptions { Provider = kind == StoreKind.Postgres ? "postgres" : "sqlite" };
        var database = await PetitionDatabase.OpenAsync(storage, new LedgerOptions(), server, folder, CancellationToken.None);
        var file = new SqliteConnectionStringBuilder { DataSource = folder.DatabasePath, Pooling = false }.ConnectionString;
        var seeded = new SeededDatabase(kind, rows, folder, database, server ?? file);
        await seeded.SeedAsync();
        return seeded;
    }

    /// <summary>The product's store.</summary>
    public ILedgerStore CreateStore() => _database.CreateStore(new LedgerOptions());

    /// <summary>The baseline, on a connection configured like the product's.</summary>
    public async Task<PlainInserts> OpenPlainInsertsAsync() => new(await _database.Registry.OpenConnectionAsync(), _kind);

    /// <summary>Deletes the added rows and runs a checkpoint.</summary>
    public async Task ResetAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var statement in SeedSql.Reset(_kind, _rows)) await RunAsync(connection, statement);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
        if (_kind == StoreKind.Postgres) await BenchPostgres.DropAsync(_seedConnection);
    }

    private async Task SeedAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var statement in SeedSql.Insert(_kind, _rows)) await RunAsync(connection, statement);
    }

    // Not one of the product's connections: seeding takes longer than their statement timeout.
    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _kind == StoreKind.Postgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_seedConnection) { Pooling = false }.ConnectionString)
            : new SqliteConnection(_seedConnection);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task RunAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
