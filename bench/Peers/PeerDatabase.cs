using Npgsql;

namespace Petitions.Bench.Peers;

/// <summary>The PostgreSQL database of <c>ConnectionStrings:Petitions</c>, tuned as Npgsql's page on performance says.</summary>
internal static class PeerDatabase
{
    /// <summary>Connections of a pool where requests do not wait for one another's rows; more add nothing on 2 cores.</summary>
    private const int ConnectionsUsual = 30;

    /// <summary>Statements that a connection keeps prepared; no peer has more.</summary>
    private const int PreparedMax = 20;

    /// <summary>
    /// The connection string. A pool has as many connections as suit the peer, or as the setting <c>Connections</c> says, to try others.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no connection string.</exception>
    public static string ConnectionString(IConfiguration configuration, int connections = ConnectionsUsual)
    {
        var text = configuration.GetConnectionString("Petitions")
            ?? throw new InvalidOperationException("Set ConnectionStrings__Petitions to an empty PostgreSQL database.");
        return new NpgsqlConnectionStringBuilder(text)
        {
            MaxPoolSize = configuration.GetValue("Connections", connections),
            MaxAutoPrepare = PreparedMax,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;
    }

    /// <inheritdoc cref="ConnectionString"/>
    public static NpgsqlDataSource Open(IConfiguration configuration, int connections = ConnectionsUsual) =>
        NpgsqlDataSource.Create(ConnectionString(configuration, connections));

    /// <summary>Runs one statement with a parameter, or several without.</summary>
    public static async Task ExecuteAsync(this NpgsqlDataSource database, string sql, object? value = null)
    {
        await using var command = database.CreateCommand(sql);
        if (value is not null) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
