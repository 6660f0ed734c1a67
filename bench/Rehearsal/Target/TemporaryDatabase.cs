using Npgsql;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>An empty database on a PostgreSQL server, dropped when disposed.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string _server, _name;

    private TemporaryDatabase(string server, string name) => (_server, _name) = (server, name);

    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, Pooling = true }.ConnectionString;

    /// <exception cref="UsageException">The server does not answer, or refuses.</exception>
    public static async Task<TemporaryDatabase> CreateAsync(string server, string run, bool isOwn, CancellationToken cancel)
    {
        var name = $"rehearsal_{run}";
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(server) { Pooling = false };
            if (!isOwn && !TargetAddress.IsLoopback(settings.Host ?? "") && settings.Host?.StartsWith('/') != true)
                throw new UsageException($"--postgres {settings.Host} is not on this machine: add --i-own-this-target if it is yours.");
            var database = new TemporaryDatabase(settings.ConnectionString, name);
            await database.RunAsync($"CREATE DATABASE {name} TEMPLATE template0", cancel);
            return database;
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException)
        {
            throw new UsageException($"--postgres: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        try
        {
            await RunAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The server is gone: the database is gone with it, or cannot be reached.
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(_server);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
