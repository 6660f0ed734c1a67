using System.Globalization;
using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Npgsql;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Storage.Postgres;
using Petitions.Silo.Storage.Sqlite;

namespace Petitions.Silo.Storage;

/// <summary>Brings the database to this program's schema: numbered files, each run once, in order, in one transaction.</summary>
internal static class Migrations
{
    // Any number that no other program on this database uses: two processes that start together run the migrations one after the other.
    private const long LockNumber = 0x5045544954494F4E;

    public static async Task RunAsync(PostgresConnections database, string connectionString, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await using (var wait = new NpgsqlCommand("SET statement_timeout = '30s'; SET lock_timeout = '30s'; ", connection))
        {
            wait.CommandText += string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({LockNumber})");
            wait.CommandTimeout = 35;
            await wait.ExecuteNonQueryAsync(cancel);
        }
        try
        {
            Upgrade(DeployChanges.To.PostgresqlDatabase(connectionString), "Storage/Postgres/Migrations/");
        }
        finally
        {
            // This connection is not given back with the lock or the longer limits: it ends here.
            await using var release = new NpgsqlCommand(
                "SELECT pg_advisory_unlock_all(); RESET statement_timeout; RESET lock_timeout", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    /// <summary>SQLite has one process, so nobody can run the migrations at the same time.</summary>
    public static void Run(SqliteConnections database) =>
        Upgrade(DeployChanges.To.SqliteDatabase(database.ConnectionString), "Storage/Sqlite/Migrations/");

    private static void Upgrade(UpgradeEngineBuilder database, string folder)
    {
        var engine = database
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.StartsWith(folder, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build();

        var newer = engine.GetExecutedButNotDiscoveredScripts();
        if (newer.Count > 0)
        {
            throw new StartupException(
                $"The database is of a newer version of this program ({newer[0]} is not known here): start that version.");
        }

        var result = engine.PerformUpgrade();
        if (result.Error is SqliteException sqlite) throw sqlite;
        if (!result.Successful)
            throw new StartupException(
                $"The database could not be upgraded ({result.ErrorScript?.Name}): {result.Error.Message}", result.Error);
    }
}
