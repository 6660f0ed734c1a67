using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// Reads the database past the product. Written from the schema alone: what reads the evidence must not share its mistakes with what
/// wrote it.
/// </summary>
internal sealed class DatabaseReader
{
    private readonly Func<DbConnection> _connect;
    private readonly IsolationLevel _oneMoment;

    private DatabaseReader(Func<DbConnection> connect, IsolationLevel oneMoment) => (_connect, _oneMoment) = (connect, oneMoment);

    public static DatabaseReader OfSqlite(string data) =>
        new(() => new SqliteConnection($"Data Source={Path.Combine(data, "petitions.db")};Mode=ReadWrite;Pooling=false"), IsolationLevel.Serializable);

    public static DatabaseReader OfPostgres(string connectionString) => new(() => new NpgsqlConnection(connectionString), IsolationLevel.RepeatableRead);

    /// <param name="slugs">The petitions of the rehearsal; each is known by its place.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<DatabaseSnapshot> ReadAsync(IReadOnlyList<string> slugs, CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var moment = await connection.BeginTransactionAsync(_oneMoment, cancel);
        var numbers = slugs.Select((slug, i) => (slug, i)).ToDictionary(petition => petition.slug, petition => (short)petition.i);
        var petitions = new Dictionary<int, short>();
        await foreach (var petition in QueryAsync(connection, moment, "SELECT id, slug FROM petition"))
            petitions[petition.GetInt32(0)] = numbers.GetValueOrDefault(petition.GetString(1), (short)-1);
        var rows = new List<StoredSignature>();
        await foreach (var row in QueryAsync(connection, moment, "SELECT operation, state, petition FROM signature"))
            rows.Add(new(row.GetValue(0) is byte[] bytes ? new Guid(bytes, bigEndian: true) : row.GetGuid(0), row.GetInt16(1), petitions.GetValueOrDefault(row.GetInt32(2), (short)-1)));
        var tallied = new long[slugs.Count];
        await foreach (var slot in QueryAsync(connection, moment, "SELECT petition, counted FROM tally"))
            if (petitions.GetValueOrDefault(slot.GetInt32(0), (short)-1) is var petition and >= 0) tallied[petition] += slot.GetInt64(1);
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
