using System.Data;
using Npgsql;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>
/// Removes from PostgreSQL's tables what was deleted and would otherwise wait for autovacuum. Its write-ahead log, archived logs, replicas
/// and backups are out of reach. Run it again after a failure.
/// </summary>
internal static class PostgresVacuum
{
    /// <summary>
    /// Writes the table of petitions anew, so that its file holds no destroyed key. The table is locked meanwhile; it has one row per
    /// petition, and no statement of the ledger reads it.
    /// </summary>
    /// <exception cref="NpgsqlException">The database is away, or others held the table for too long.</exception>
    public static Task RewriteKeysAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        RunAsync(database, ["VACUUM (FULL) petition"], cancel);

    /// <summary>
    /// Frees the place of what was erased, which later rows overwrite. Takes no lock that signers wait for. Reads what has changed since
    /// the last time, which may be the whole table.
    /// </summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public static Task FreeDataAsync(NpgsqlDataSource database, CancellationToken cancel) =>
        RunAsync(database, ["VACUUM signature", "VACUUM earlier_attempt", "VACUUM mail"], cancel);

    // Each statement alone, because VACUUM runs in no transaction.
    private static async Task RunAsync(NpgsqlDataSource database, string[] statements, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            await ExecuteAsync(connection, "SET statement_timeout = 0", cancel);
            foreach (var statement in statements) await ExecuteAsync(connection, statement, cancel);
        }
        finally
        {
            // The pool does not reset connections.
            if (connection.State == ConnectionState.Open)
                await ExecuteAsync(connection, "RESET statement_timeout", CancellationToken.None);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
