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
/// A data folder and an empty database for one test, and a way to read the rows past the product. Written from the schema in DESIGN
/// alone: what reads the evidence must not share its mistakes with what wrote it.
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

    /// <summary>How to start the product on it.</summary>
    public PetitionSettings Settings { get; }

    public static async Task<PetitionStore> CreateAsync(StoreKind kind, PostgresServer postgres) =>
        new(kind == StoreKind.Postgres ? await postgres.NewDatabaseAsync() : null);

    /// <summary>Opens the product's database behind its back.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = _database is null
            ? new SqliteConnection($"Data Source={_folder.At("petitions.db")};Mode=ReadWrite;Pooling=false")
            : new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>All rows and shards as they are at one moment.</summary>
    public async Task<StoredState> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        // In both databases all reads of such a transaction see the same moment.
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

/// <summary>A signature row, as far as an audit looks at it.</summary>
internal readonly record struct StoredRow(Guid Operation, short State)
{
    public const short Counted = 1;
}

/// <summary>What the database holds at one moment.</summary>
internal sealed record StoredState(IReadOnlyList<StoredRow> Rows, long TallySum);
