using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;

namespace Petitions.Bench.Micro.Storage;

/// <summary>
/// A database with the product's schema, one petition and so many signatures of it. What benchmarks add is marked and is taken out
/// before the next one.
/// </summary>
internal sealed class FilledDatabase : IAsyncDisposable
{
    /// <summary>The petition that all rows are of.</summary>
    public const int Petition = 1;

    /// <summary>The shard that all batches move.</summary>
    public const short Shard = 0;

    /// <summary>Document version of the rows that benchmarks add; those that were there before have version 1.</summary>
    public const int MeasuredVersion = 2;

    private readonly StoreKind _kind;
    private readonly int _rows;
    private readonly DataFolder _folder;
    private readonly PetitionDatabase _database;
    private readonly string _fillingConnection;

    private FilledDatabase(StoreKind kind, int rows, DataFolder folder, PetitionDatabase database, string fillingConnection) =>
        (_kind, _rows, _folder, _database, _fillingConnection) = (kind, rows, folder, database, fillingConnection);

    public static async Task<FilledDatabase> CreateAsync(StoreKind kind, int rows)
    {
        var server = kind == StoreKind.Postgres ? await BenchPostgres.NewDatabaseAsync(rows) : null;
        var folder = DataFolder.Open(Scratch.NewFolder($"{kind}-{rows}"));
        var storage = new StorageOptions { Provider = kind == StoreKind.Postgres ? "postgres" : "sqlite" };
        var database = await PetitionDatabase.OpenAsync(storage, new LedgerOptions(), server, folder, CancellationToken.None);
        var file = new SqliteConnectionStringBuilder { DataSource = folder.DatabasePath, Pooling = false }.ConnectionString;
        var filled = new FilledDatabase(kind, rows, folder, database, server ?? file);
        await filled.FillAsync();
        return filled;
    }

    /// <summary>The product's store.</summary>
    public ILedgerStore CreateStore() => _database.CreateStore(new LedgerOptions());

    /// <summary>The baseline, on a connection that is set up like the product's.</summary>
    public async Task<PlainInserts> OpenPlainInsertsAsync() => new(await _database.Registry.OpenConnectionAsync(), _kind);

    /// <summary>Takes out what was added, and writes everything to its place on the disk.</summary>
    public async Task ResetAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var statement in FillingSql.Reset(_kind, _rows)) await RunAsync(connection, statement);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
        if (_kind == StoreKind.Postgres) await BenchPostgres.DropAsync(_fillingConnection);
    }

    private async Task FillAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var statement in FillingSql.Fill(_kind, _rows)) await RunAsync(connection, statement);
    }

    // Not one of the product's connections: filling takes longer than their statements may.
    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _kind == StoreKind.Postgres
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_fillingConnection) { Pooling = false }.ConnectionString)
            : new SqliteConnection(_fillingConnection);
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
