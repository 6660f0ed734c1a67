using Npgsql;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>An acknowledged signature is stored: refuses a server that is set to forget.</summary>
internal static class PostgresChecks
{
    private static readonly string[] MustBeOn = ["fsync", "full_page_writes", "synchronous_commit"];

    /// <exception cref="StartupException">A setting would lose acknowledged signatures.</exception>
    public static async Task RunAsync(PostgresConnections database, CancellationToken cancel)
    {
        await using var connection = await database.Ledger.OpenConnectionAsync(cancel);
        foreach (var setting in MustBeOn)
        {
            await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
            // synchronous_commit has values stronger than on; only off answers before the commit is on the disk.
            if (await command.ExecuteScalarAsync(cancel) is "off")
                throw new StartupException($"PostgreSQL runs with {setting} = off and would lose acknowledged signatures: set it to on.");
        }
    }
}
