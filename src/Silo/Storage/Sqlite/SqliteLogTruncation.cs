using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>
/// Empties SQLite's write-ahead log once a minute if anything was written. Otherwise old pages, with destroyed keys and erased data, would
/// stay in the log for as long as the process runs. The database file itself needs no such job: what is deleted there is overwritten.
/// </summary>
internal sealed partial class SqliteLogTruncation(SqliteConnections database, TimeProvider time, ILogger<SqliteLogTruncation> log)
    : BackgroundService
{
    /// <summary>Time between two truncations.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Pause after an attempt that met readers or writers.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Signers wait while the checkpoint waits for readers, so it gives up soon.
    private const int BusyTimeoutMilliseconds = 100;

    private readonly FileInfo _file = new(database.Path + "-wal");

    /// <summary>Writes the log into the database and cuts it to nothing; false when somebody was reading or writing.</summary>
    public bool TryTruncate()
    {
        _file.Refresh();
        if (!_file.Exists || _file.Length == 0) return true;
        try
        {
            using var connection = database.Open();
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}");
            command.ExecuteNonQuery();
            // https://sqlite.org/pragma.html#pragma_wal_checkpoint: the first column is 1 when the checkpoint was blocked.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0;
        }
        catch (SqliteException)
        {
            // A full disk, for example; the ledger logs it.
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failedSince = (long?)null;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(failedSince is null ? Every : RetryAfter, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Blocks, and the delay may have ended on a thread of the timers.
            if (await Task.Run(TryTruncate, CancellationToken.None))
            {
                failedSince = null;
                continue;
            }
            var since = failedSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(since) < Every) continue;
            LogBlocked((int)Every.TotalSeconds);
            failedSince = time.GetTimestamp();
        }
    }

    [LoggerMessage(LogLevel.Warning, "SQLite's write-ahead log could not be emptied for {Seconds} s: deleted data stays in it."
        + " Does another program hold a transaction on the database open?")]
    private partial void LogBlocked(int seconds);
}
