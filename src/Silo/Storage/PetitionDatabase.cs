using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage.Postgres;
using Petitions.Silo.Storage.Sqlite;

namespace Petitions.Silo.Storage;

/// <summary>
/// The database of this node, opened, checked and upgraded. The only place that knows that there are two kinds.
/// </summary>
internal sealed class PetitionDatabase : IAsyncDisposable
{
    private readonly PostgresConnections? _postgres;
    private readonly SqliteConnections? _sqlite;

    private PetitionDatabase(PostgresConnections postgres, string description) => (_postgres, Description) = (postgres, description);

    private PetitionDatabase(SqliteConnections sqlite, string description) => (_sqlite, Description) = (sqlite, description);

    /// <summary>For people: what and where, without credentials.</summary>
    public string Description { get; }

    /// <summary>True for PostgreSQL, which may run on another machine; SQLite tells the time of this one.</summary>
    public bool HasOwnClock => _postgres is not null;

    /// <summary>Connections for the control plane.</summary>
    public DbDataSource Registry => _postgres?.Registry ?? (DbDataSource)_sqlite!;

    /// <summary>Connections for Orleans' grain state.</summary>
    public DbDataSource GrainState => _postgres?.GrainState ?? (DbDataSource)_sqlite!;

    /// <summary>Connections for the table of silos.</summary>
    /// <exception cref="InvalidOperationException">The database is SQLite, which several silos cannot share.</exception>
    public DbDataSource Membership => _postgres?.Membership ?? throw new InvalidOperationException("Silos cannot share SQLite.");

    /// <summary>Connections for the outbox.</summary>
    public DbDataSource Mail => _postgres?.Mail ?? (DbDataSource)_sqlite!;

    /// <summary>
    /// Ends a SELECT that takes rows for itself and passes over those that another one has; SQLite has one writer at a time.
    /// </summary>
    public string SkipLocked => _postgres is null ? "" : "FOR UPDATE SKIP LOCKED";

    /// <summary>Ends a SELECT that locks rows in its order, so that two who lock the same ones cannot wait for each other.</summary>
    public string InOrder => _postgres is null ? "" : "FOR UPDATE";

    /// <summary>By this name Persistence.AdoNet finds its driver; for SQLite it is the historical one.</summary>
    public string GrainStateInvariant => _postgres is null ? "System.Data.SQLite" : "Npgsql";

    /// <summary>A row key as this database stores it.</summary>
    public object KeyValue(Guid key) => _postgres is null ? key.ToByteArray(bigEndian: true) : key;

    /// <summary>A moment as this database stores it: SQLite keeps text that sorts like time.</summary>
    public object TimeValue(DateTimeOffset moment) => _postgres is null ? SqliteTime.Write(moment) : moment.UtcDateTime;

    /// <summary>A minute as this database stores the time of a signature.</summary>
    public object MinuteValue(DateTimeOffset minute) => _postgres is null ? SqliteTime.WriteMinute(minute) : minute.UtcDateTime;

    /// <summary>A key of a row that was read.</summary>
    public Guid ReadKey(DbDataReader row, int column) =>
        _postgres is null ? new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true) : row.GetGuid(column);

    /// <summary>A moment of a row that was read.</summary>
    public DateTimeOffset ReadTime(DbDataReader row, int column) =>
        _postgres is null ? SqliteTime.Read(row.GetString(column)) : new DateTimeOffset(row.GetDateTime(column).ToUniversalTime());

    /// <summary>True when PostgreSQL ended a statement that ran longer than it may; SQLite has no such limit.</summary>
    public bool IsTimeout(Exception e) => _postgres is not null && e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    /// <summary>For what only SQLite needs; null with PostgreSQL.</summary>
    public SqliteConnections? Sqlite => _sqlite;

    /// <summary>
    /// Removes destroyed keys from the files of PostgreSQL. With SQLite there is nothing to do: it overwrites what is deleted, and
    /// <see cref="SqliteLogTruncation"/> empties its log.
    /// </summary>
    public Task ScrubKeysAsync(CancellationToken cancel) =>
        _postgres is null ? Task.CompletedTask : PostgresVacuum.RewriteKeysAsync(_postgres.Registry, cancel);

    /// <summary>Like <see cref="ScrubKeysAsync"/>, for erased signatures and mails: frees their place, so that it is overwritten.</summary>
    public Task ScrubDataAsync(CancellationToken cancel) =>
        _postgres is null ? Task.CompletedTask : PostgresVacuum.FreeDataAsync(_postgres.Registry, cancel);

    /// <summary>The store under the ledger.</summary>
    public ILedgerStore CreateStore(LedgerOptions options) =>
        _postgres is null ? new SqliteStore(_sqlite!) : new PostgresStore(_postgres.Ledger, options.WritersMax);

    /// <exception cref="StartupException">The database cannot be used; the message says why and what to do.</exception>
    public static async Task<PetitionDatabase> OpenAsync(
        StorageOptions storage, LedgerOptions ledger, string? connectionString, DataFolder folder, CancellationToken cancel) =>
        storage.Provider switch
        {
            "sqlite" => OpenSqlite(folder),
            "postgres" => await OpenPostgresAsync(connectionString, ledger, cancel),
            var other => throw new ArgumentException($"There is no storage provider {other}.", nameof(storage)),
        };

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        if (_sqlite is not null)
        {
            await _sqlite.DisposeAsync();
            SqliteConnection.ClearAllPools();
        }
    }

    private static PetitionDatabase OpenSqlite(DataFolder folder)
    {
        folder.CloseDatabaseToOthers();
        var database = new SqliteConnections(folder.DatabasePath);
        Migrations.Run(database);
        return new(database, $"SQLite, {folder.DatabasePath}");
    }

    private static async Task<PetitionDatabase> OpenPostgresAsync(string? connectionString, LedgerOptions ledger, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new StartupException(
                "PostgreSQL is chosen but ConnectionStrings__Petitions is not set: give the connection string there.");
        }
        try
        {
            var text = new NpgsqlConnectionStringBuilder(connectionString);
            var database = new PostgresConnections(connectionString, ledger.WritersMax);
            await PostgresChecks.RunAsync(database, cancel);
            await Migrations.RunAsync(database, connectionString, cancel);
            return new(database, $"PostgreSQL, {text.Database} on {text.Host}:{text.Port}");
        }
        catch (ArgumentException e)
        {
            throw new StartupException($"ConnectionStrings__Petitions is not a connection string: {e.Message}", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new StartupException(
                $"PostgreSQL cannot be used: {e.Message} Check ConnectionStrings__Petitions and that the server runs.", e);
        }
    }
}
