using Petitions.Grains.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// Lets signatures expire that nobody confirmed in time, in small transactions with pauses between them, so that no signer waits. Every
/// silo does it.
/// </summary>
internal sealed partial class PendingExpiry(
    ExpiredSignatures signatures, ConfirmationOptions confirmation, TimeProvider time, ILogger<PendingExpiry> log) : BackgroundService
{
    /// <summary>Signatures of one transaction; as many earlier attempts are in it.</summary>
    public const int RowsMax = 200;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1), PauseAfterRows = TimeSpan.FromMilliseconds(100);

    /// <summary>One step; returns how many signatures and earlier attempts expired.</summary>
    public Task<int> ExpireSomeAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Rows hold the minute: none expires before the link in its mail does.
        return signatures.ExpireAsync(SignerChanges.CutToMinute(now - confirmation.PendingFor), now, RowsMax, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Every;
            try
            {
                // Off the caller's thread: SQLite's calls block.
                if (await Task.Run(() => ExpireSomeAsync(stoppingToken), stoppingToken) >= RowsMax) pause = PauseAfterRows;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Signatures that nobody confirmed could not expire and do so a minute later: {Reason}")]
    private partial void LogLater(string reason);
}
