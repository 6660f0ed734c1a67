using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>A signature row, as far as an audit looks at it.</summary>
internal readonly record struct StoredRow(Guid Operation, short State)
{
    public const short Counted = 1;
}

/// <summary>What the database holds at one moment.</summary>
/// <param name="Rows">Of all petitions: the database was empty before the rehearsal.</param>
/// <param name="Tallied">Sum of the counts that move with the rows.</param>
internal sealed record StoredState(IReadOnlyList<StoredRow> Rows, long Tallied);

/// <summary>
/// Reads the database past the product. Written from the schema alone: what reads the evidence must not share its mistakes with what
/// wrote it.
/// </summary>
internal sealed class StoredRows
{
    private readonly Func<DbConnection> _connect;
    private readonly IsolationLevel _oneMoment;

    private StoredRows(Func<DbConnection> connect, IsolationLevel oneMoment) => (_connect, _oneMoment) = (connect, oneMoment);

    public static StoredRows OfSqlite(string data) =>
        new(() => new SqliteConnection($"Data Source={Path.Combine(data, "petitions.db")};Mode=ReadWrite;Pooling=false"), IsolationLevel.Serializable);

    public static StoredRows OfPostgres(string connectionString) => new(() => new NpgsqlConnection(connectionString), IsolationLevel.RepeatableRead);

    public async Task<StoredState> ReadAsync(CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(_oneMoment, cancel);
        var rows = new List<StoredRow>();
        await foreach (var row in QueryAsync(connection, moment, "SELECT operation, state FROM signature"))
            rows.Add(new(row.GetValue(0) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(0), row.GetInt16(1)));
        var tallied = 0L;
        await foreach (var slot in QueryAsync(connection, moment, "SELECT counted FROM tally")) tallied += slot.GetInt64(0);
        return new(rows, tallied);
    }

    private static async IAsyncEnumerable<DbDataReader> QueryAsync(DbConnection connection, DbTransaction moment, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = moment;
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return reader;
    }
}
