using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// Reads the database without the product's code. It is written from the schema alone, so that it does not share a mistake with the code
/// that wrote the rows.
/// </summary>
internal sealed class DatabaseReader
{
    private readonly Func<DbConnection> _connect;
    private readonly IsolationLevel _isolation;

    private DatabaseReader(Func<DbConnection> connect, IsolationLevel isolation) => (_connect, _isolation) = (connect, isolation);

    public static DatabaseReader OfSqlite(string data) => new(
        () => new SqliteConnection($"Data Source={Path.Combine(data, "petitions.db")};Mode=ReadWrite;Pooling=false"),
        IsolationLevel.Serializable);

    public static DatabaseReader OfPostgres(string connectionString) =>
        new(() => new NpgsqlConnection(connectionString), IsolationLevel.RepeatableRead);

    /// <param name="slugs">The petitions of the rehearsal; the position is the number.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<DatabaseSnapshot> ReadAsync(IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(_isolation, cancel);
        var numbers = slugs.Select((slug, i) => (slug, i)).ToDictionary(petition => petition.slug, petition => (short)petition.i);
        var petitions = new Dictionary<int, short>();
        await foreach (var petition in QueryAsync(connection, transaction, "SELECT id, slug FROM petition"))
            petitions[petition.GetInt32(0)] = numbers.GetValueOrDefault(petition.GetString(1), (short)-1);
        var rows = new List<StoredSignature>();
        await foreach (var row in QueryAsync(connection, transaction, "SELECT operation, state, petition FROM signature"))
        {
            var operation = row.GetValue(0) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(0);
            rows.Add(new(operation, row.GetInt16(1), petitions.GetValueOrDefault(row.GetInt32(2), (short)-1)));
        }
        var tallied = new long[slugs.Count];
        await foreach (var shard in QueryAsync(connection, transaction, "SELECT petition, counted FROM tally"))
            if (petitions.GetValueOrDefault(shard.GetInt32(0), (short)-1) is var petition and >= 0) tallied[petition] += shard.GetInt64(1);
        return new(rows, tallied);
    }

    /// <summary>Counted rows of a petition up to the cut-off of one of its hand-overs.</summary>
    /// <param name="slug">The petition.</param>
    /// <param name="number">Of the hand-over; the first one has everything up to its cut-off.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<long> CountUpToCutOffAsync(string slug, int number, CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT count(*) FROM signature JOIN petition ON petition.id = signature.petition
            JOIN handover ON handover.petition = petition.id
            WHERE petition.slug = @slug AND handover.number = @number AND state = 1 AND epoch <= cut_off
            """;
        foreach (var (name, value) in new[] { ("@slug", (object)slug), ("@number", number) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async IAsyncEnumerable<DbDataReader> QueryAsync(DbConnection connection, DbTransaction transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.CommandTimeout = 600;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return reader;
    }
}
