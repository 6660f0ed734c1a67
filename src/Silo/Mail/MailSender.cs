using System.Threading.Channels;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// Sends the mails in the outbox as fast as the server accepts them: one loop claims, a few connections send, one loop stores the outcomes.
/// At most <see cref="InFlightMax"/> mails are claimed and not settled; the claiming loop waits at that limit. After a crash, mails whose
/// outcome was not stored are sent again: those of the last 100 ms, or 500 ms under high load.
/// </summary>
internal sealed partial class MailSender(
    MailOutbox outbox, MailWriter writer, IMailTransport transport, MailCircuitBreaker breaker, MailSettings settings,
    IPetitionCatalogue catalogue, TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>Maximum number of mails that are claimed and not settled.</summary>
    public const int InFlightMax = 200;

    private const int ClaimMax = InFlightMax / 2;

    private static readonly TimeSpan
        PollEvery = TimeSpan.FromSeconds(1), CloseIdleAfter = TimeSpan.FromSeconds(10),
        SettleEvery = TimeSpan.FromMilliseconds(100), SettleEveryWhileBusy = TimeSpan.FromMilliseconds(500),
        // Under high load, each connection sends at most 10 mails per second.
        PauseWhileBusy = TimeSpan.FromMilliseconds(100),
        // How long a stop waits for mails in transmission; the host allows 4 s in total.
        StopWithin = TimeSpan.FromSeconds(2),
        // A mail with less lease time left is not sent, because another sender may claim it.
        LeaseReserve = MailOutbox.LeaseFor / 2;

    private readonly Channel<ClaimedMail> _claimed = Channel.CreateBounded<ClaimedMail>(InFlightMax);
    private readonly Channel<ProcessedMail> _processed = Channel.CreateBounded<ProcessedMail>(InFlightMax);
    private readonly SemaphoreSlim _settled = new(0, 1);
    private readonly CancellationTokenSource _abort = new();
    private int _inFlight;
    private bool _databaseFails;

    // The fields are not disposed, because a loop may still use them.
    public override void Dispose()
    {
        base.Dispose();
        _abort.Cancel();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using var stop = stoppingToken.Register(() => _abort.CancelAfter(StopWithin));
        var settling = SettleAllAsync();
        var sending = Enumerable.Range(0, settings.ConnectionsMax).Select(_ => SendAsync(stoppingToken)).ToArray();
        await ClaimAsync(stoppingToken);
        _claimed.Writer.Complete();
        await Task.WhenAll(sending);
        _processed.Writer.Complete();
        await settling;
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        await using var connection = transport.Connect();
        while (!stopping.IsCancellationRequested)
        {
            if (breaker.TryBeginProbe())
            {
                await ProbeAsync(connection);
                await connection.CloseIdleAsync();
            }
            // Claims half of the limit at a time, while the other half is sent.
            var allowed = breaker.MailsAllowed(InFlightMax);
            var capacity = allowed - Volatile.Read(ref _inFlight);
            var isEnough = capacity > 0 && capacity >= Math.Min(allowed, ClaimMax);
            var mails = isEnough && catalogue.IsLoaded ? await ClaimAsync(Math.Min(capacity, ClaimMax), stopping) : 0;
            if (mails == ClaimMax) continue;
            await WaitForWorkAsync(stopping);
        }
    }

    private async Task<int> ClaimAsync(int mailsMax, CancellationToken stopping)
    {
        try
        {
            var claimed = await outbox.ClaimAsync(time.GetUtcNow(), mailsMax, stopping);
            Interlocked.Add(ref _inFlight, claimed.Count);
            foreach (var mail in claimed) await _claimed.Writer.WriteAsync(mail, CancellationToken.None);
            DatabaseWorks();
            return claimed.Count;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            DatabaseFails(e);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    // Until mails were settled, or the next poll.
    private async Task WaitForWorkAsync(CancellationToken stopping)
    {
        try
        {
            await _settled.WaitAsync(PollEvery, stopping);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task SendAsync(CancellationToken stopping)
    {
        await using var connection = transport.Connect();
        while (await HasMailAsync(connection))
        {
            while (_claimed.Reader.TryRead(out var mail))
            {
                if (ProcessorLoad.IsHigh)
                    await Task.Delay(PauseWhileBusy, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await _processed.Writer.WriteAsync(await ProcessAsync(connection, mail, stopping), CancellationToken.None);
            }
        }
    }

    private async Task<bool> HasMailAsync(IMailConnection connection)
    {
        var next = _claimed.Reader.WaitToReadAsync().AsTask();
        if (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(CloseIdleAfter, time)) != next) await connection.CloseIdleAsync();
        return await next;
    }

    private async Task<ProcessedMail> ProcessAsync(IMailConnection connection, ClaimedMail mail, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var release = new ProcessedMail(mail, Outcome: new MailOutcome.Later(mail, now, mail.Failures));
        if (stopping.IsCancellationRequested || breaker.MailsAllowed(1) == 0 || now > mail.Lease - LeaseReserve) return release;
        try
        {
            var written = await writer.WriteAsync(mail, _abort.Token);
            if (written.Outcome is { } outcome) return new(mail, Outcome: outcome);
            var reply = await connection.SendAsync(written.Message!, _abort.Token);
            if (UpdateBreaker(reply)) await ProbeAsync(connection);
            return new(mail, reply, written.RemindAt);
        }
        catch (Exception e)
        {
            // Log the exception type only: the message may contain a name.
            LogNotWritten(e.GetType().Name);
            return new(mail, new MailReply(MailReplyKind.MessageDeferred, e.GetType().Name));
        }
    }

    private async Task ProbeAsync(IMailConnection connection)
    {
        var reply = await connection.ProbeAsync(_abort.Token);
        Log(breaker.OnProbed(reply, Random.Shared.NextDouble()), reply.Reason);
    }

    // True when the server must be probed.
    private bool UpdateBreaker(MailReply reply)
    {
        // Aborted by the stop of this program, not by the server.
        if (_abort.IsCancellationRequested) return false;
        var change = breaker.OnReply(reply, Random.Shared.NextDouble());
        Log(change, reply.Reason);
        return change.HasFlag(MailServerChange.NeedsProbe);
    }

    private void Log(MailServerChange change, string reason)
    {
        if (change.HasFlag(MailServerChange.Works)) LogWorks(transport.Description);
        if (change.HasFlag(MailServerChange.Fails)) LogFails(transport.Description, reason);
        if (change.HasFlag(MailServerChange.Refuses)) LogRefuses(transport.Description, reason);
        if (change.HasFlag(MailServerChange.FirstRefusal)) LogFirstRefusal(transport.Description, reason);
    }

    private async Task SettleAllAsync()
    {
        var batch = new List<ProcessedMail>(InFlightMax);
        while (await _processed.Reader.WaitToReadAsync())
        {
            // Wait for more, to settle many mails in one transaction.
            if (!_abort.IsCancellationRequested && _processed.Reader.Count < ClaimMax / 2)
                await Task.Delay(ProcessorLoad.IsHigh ? SettleEveryWhileBusy : SettleEvery, time);
            while (batch.Count < InFlightMax && _processed.Reader.TryRead(out var one)) batch.Add(one);
            await SettleAsync(batch);
            Interlocked.Add(ref _inFlight, -batch.Count);
            batch.Clear();
            if (_settled.CurrentCount == 0) _settled.Release();
        }
    }

    // Retries until it succeeds, because a mail whose outcome is not stored is sent again.
    private async Task SettleAsync(List<ProcessedMail> batch)
    {
        while (true)
        {
            try
            {
                var now = time.GetUtcNow();
                var outcomes = batch.ConvertAll(one => one.Outcome ?? MailRetryPolicy.Of(
                    one.Mail, one.Reply, one.RemindAt, breaker.TakesRecipients, breaker.AcceptedRecently, now, Random.Shared.NextDouble()));
                await outbox.SettleAsync(outcomes, now, CancellationToken.None);
                foreach (var parked in outcomes.OfType<MailOutcome.Parked>()) LogParked(parked.Mail.Petition, parked.Reason);
                DatabaseWorks();
                return;
            }
            catch (Exception e)
            {
                DatabaseFails(e);
                if (_abort.IsCancellationRequested) return;
                await Task.Delay(PollEvery, time, _abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void DatabaseFails(Exception e)
    {
        // Log the first failure only.
        if (!_databaseFails) LogDatabase(e.Message);
        _databaseFails = true;
    }

    private void DatabaseWorks() => _databaseFails = false;

    [LoggerMessage(LogLevel.Warning, "Mails are waiting: {Server} does not accept them ({Reason}). They are retried automatically.")]
    private partial void LogFails(string server, string reason);

    [LoggerMessage(LogLevel.Warning,
        "Mails are waiting: {Server} rejects all of them ({Reason}). They are retried automatically; see the log of the mail server.")]
    private partial void LogRefuses(string server, string reason);

    [LoggerMessage(LogLevel.Warning,
        "{Server} rejected a mail ({Reason}) and has accepted none yet. If it rejects others, too, check its log.")]
    private partial void LogFirstRefusal(string server, string reason);

    [LoggerMessage(LogLevel.Warning, "A mail of petition number {Petition} is parked and not tried again: {Reason}.")]
    private partial void LogParked(int petition, string reason);

    [LoggerMessage(LogLevel.Information, "Mails are sent again: {Server} accepts them.")]
    private partial void LogWorks(string server);

    [LoggerMessage(LogLevel.Warning, "The mail outbox cannot be read or written; retrying every second: {Reason}")]
    private partial void LogDatabase(string reason);

    [LoggerMessage(LogLevel.Error, "A mail could not be composed or sent ({Fault}); it is retried later.")]
    private partial void LogNotWritten(string fault);

    /// <summary>A processed mail: the server's reply, or the outcome when nothing was sent.</summary>
    private sealed record ProcessedMail(
        ClaimedMail Mail, MailReply Reply = default, DateTimeOffset? RemindAt = null, MailOutcome? Outcome = null);
}
