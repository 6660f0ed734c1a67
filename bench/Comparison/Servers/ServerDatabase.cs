using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>A server's database, asked past the server.</summary>
internal sealed class ServerDatabase
{
    private readonly Func<DbConnection> _connect;

    private ServerDatabase(Func<DbConnection> connect, bool isPostgres) => (_connect, IsPostgres) = (connect, isPostgres);

    public bool IsPostgres { get; }

    public static ServerDatabase OfPostgres(string connectionString)
    {
        // No pool: what a measurement meets shall not depend on what was asked before. Some statements take minutes.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        return new(() => new NpgsqlConnection(settings.ConnectionString), isPostgres: true);
    }

    public static ServerDatabase OfSqlite(string data)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(data, "petitions.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 0,
        };
        return new(() => new SqliteConnection(settings.ConnectionString), isPostgres: false);
    }

    /// <summary>The number that a query answers.</summary>
    public async Task<long> AskAsync(string sql, CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var command = CommandOf(connection, sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs statements; they may take minutes.</summary>
    public async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var connection = _connect();
        await connection.OpenAsync(cancel);
        await using var command = CommandOf(connection, sql);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand CommandOf(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
