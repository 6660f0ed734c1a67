using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Petitions.Tests.Support;

public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// A data folder and an empty database for one test, with direct access to the rows. It shares no code with the product, so that it does
/// not share the product's mistakes.
/// </summary>
internal sealed class PetitionStore : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly PostgresDatabase? _database;

    private PetitionStore(PostgresDatabase? database)
    {
        _database = database;
        Settings = new PetitionSettings { DataPath = _folder.Path, PostgresConnectionString = database?.ConnectionString };
    }

    /// <summary>Settings to start the product on this database.</summary>
    public PetitionSettings Settings { get; }

    public static async Task<PetitionStore> CreateAsync(StoreKind kind, PostgresServer postgres) =>
        new(kind == StoreKind.Postgres ? await postgres.NewDatabaseAsync() : null);

    /// <summary>Opens a direct connection to the product's database.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = _database is null
            ? new SqliteConnection($"Data Source={_folder.At("petitions.db")};Mode=ReadWrite;Pooling=false")
            : new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>A consistent snapshot of all rows and shards.</summary>
    public async Task<StoredState> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        // With these isolation levels, all reads see the same snapshot.
        await using var moment = await connection.BeginTransactionAsync(
            _database is null ? System.Data.IsolationLevel.Serializable : System.Data.IsolationLevel.RepeatableRead);
        var rows = new List<StoredRow>();
        await foreach (var row in QueryAsync(connection, moment, "SELECT operation, state FROM signature"))
            rows.Add(new(AsGuid(row.GetValue(0)), row.GetInt16(1)));
        long counted = 0;
        await foreach (var shard in QueryAsync(connection, moment, "SELECT counted FROM tally")) counted += shard.GetInt64(0);
        return new(rows, counted);
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        _folder.Dispose();
    }

    private static async IAsyncEnumerable<DbDataReader> QueryAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return reader;
    }

    private static Guid AsGuid(object value) => value is byte[] bytes ? new Guid(bytes, bigEndian: true) : (Guid)value;
}

/// <summary>The columns of a signature row that audits use.</summary>
internal readonly record struct StoredRow(Guid Operation, short State)
{
    public const short Counted = 1;
}

/// <summary>A snapshot of the database.</summary>
internal sealed record StoredState(IReadOnlyList<StoredRow> Rows, long TallySum);
