using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>
/// Opens the embedded database: write-ahead log, every commit flushed to the disk. The pragmas are set on each connection, because only
/// the log mode is kept in the file.
/// </summary>
internal sealed class SqliteConnections(string path) : DbDataSource
{
    // What is deleted is overwritten: a key that was destroyed must not lie in the free space of the file.
    private const string Pragmas =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 3000; PRAGMA foreign_keys = ON;"
        + " PRAGMA secure_delete = ON;";

    private int _waitingWriters;

    /// <summary>
    /// Transactions beside the ledger that wait for the write lock or have it. SQLite lets them poll for it, so the ledger, which takes it
    /// again at once, would keep them out: it waits while there are any (<see cref="SqliteStore"/>).
    /// </summary>
    public int WaitingWriters => Volatile.Read(ref _waitingWriters);

    /// <summary>The database file.</summary>
    public string Path => path;

    public override string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        // Seconds that a statement waits for another one's write lock.
        DefaultTimeout = 3,
        Pooling = true,
    }.ToString();

    /// <summary>A connection with the pragmas set.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A transaction beside the ledger begins, or has ended.</summary>
    public void AddWaitingWriter(int change) => Interlocked.Add(ref _waitingWriters, change);

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection() => Open();

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) => new(Open());
}
