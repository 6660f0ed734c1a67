using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// Lets signatures expire that nobody confirmed in time: their data is emptied and their mails go. In small transactions with rests between
/// them, so that nobody who signs waits. Every silo does it; two that do it at the same time pass over each other's rows. The count is not
/// touched, because what was pending never was in it.
/// </summary>
internal sealed partial class PendingExpiry(
    PetitionDatabase database, ConfirmationOptions confirmation, TimeProvider time, ILogger<PendingExpiry> log) : BackgroundService
{
    /// <summary>Rows of one transaction.</summary>
    public const int RowsMax = 200;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1), RestAfterRows = TimeSpan.FromMilliseconds(100);

    /// <summary>One step; returns how many expired.</summary>
    public Task<int> ExpireSomeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Rows hold the minute: none expires before the link in its mail does.
        var before = SignerChanges.CutToMinute(now - confirmation.PendingFor);
        return database.Mail.InTransactionAsync(async connection =>
        {
            var rows = new SqlValueRows();
            var expired = 0;
            await using (var command = connection.CreateCommand())
            {
                command.CommandText =
                    $"""
                    WITH old AS MATERIALIZED (
                      SELECT petition, row_key FROM signature WHERE state = 0 AND signed_at < @before ORDER BY signed_at LIMIT {RowsMax} {database.SkipLocked}
                    )
                    UPDATE signature SET state = {(int)SignatureState.Expired}, sealed = NULL, anonymised_at = @now
                    FROM old WHERE signature.petition = old.petition AND signature.row_key = old.row_key AND signature.state = 0
                    RETURNING signature.petition, signature.row_key
                    """;
                command.AddParameter("@before", database.MinuteValue(before));
                command.AddParameter("@now", database.TimeValue(now));
                await using var reader = await command.ExecuteReaderAsync(cancel);
                for (; await reader.ReadAsync(cancel); expired++) rows.Add(reader.GetInt32(0), database.KeyValue(database.ReadKey(reader, 1)));
            }
            if (expired > 0)
                await connection.ExecuteAsync($"DELETE FROM mail WHERE (petition, row_key) IN (VALUES {rows})", cancel, rows.Parameters);
            return expired;
        }, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = Every;
            try
            {
                // Off the caller's thread: SQLite's calls block.
                if (await Task.Run(() => ExpireSomeAsync(stoppingToken), stoppingToken) == RowsMax) rest = RestAfterRows;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Signatures that nobody confirmed could not expire and do so a minute later: {Reason}")]
    private partial void LogLater(string reason);
}
