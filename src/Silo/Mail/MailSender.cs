using System.Threading.Channels;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Mail;

/// <summary>
/// Empties the outbox as fast as the server takes mails: one loop claims, a few connections send, one loop notes what became of them. Each
/// waits for the next, so that no more than <see cref="UnderWayMax"/> mails are claimed and not noted; after a crash at most those that
/// were sent and not noted yet, which is what a tenth of a second takes (half a second while people sign at full rate), are sent again.
/// </summary>
internal sealed partial class MailSender(
    MailOutbox outbox, MailWriter writer, IMailTransport transport, MailCircuitBreaker server, MailSettings settings,
    IPetitionCatalogue catalogue,
    TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    /// <summary>Mails that are claimed and not noted.</summary>
    public const int UnderWayMax = 200;

    private const int ClaimMax = UnderWayMax / 2;

    private static readonly TimeSpan
        PollEvery = TimeSpan.FromSeconds(1), NoteEvery = TimeSpan.FromMilliseconds(100), NoteWhileBusy = TimeSpan.FromMilliseconds(500),
        RestAfter = TimeSpan.FromSeconds(10),
        // While work waits for a processor, each connection sends at most 10 mails a second.
        RestWhileBusy = TimeSpan.FromMilliseconds(100),
        // A stop gives the mails on their way so long; the host waits 4 s for everything.
        StopWithin = TimeSpan.FromSeconds(2),
        // What was claimed so long ago may soon be another sender's.
        SendWithinLease = MailOutbox.LeaseFor / 2;

    private readonly Channel<ClaimedMail> _claimed = Channel.CreateBounded<ClaimedMail>(UnderWayMax);
    private readonly Channel<Handled> _handled = Channel.CreateBounded<Handled>(UnderWayMax);
    private readonly SemaphoreSlim _noted = new(0, 1);
    private readonly CancellationTokenSource _abort = new();
    private int _underWay;
    private bool _databaseFails;

    // Nothing here is disposed while a loop may still use it; a program that ends before it has started ends like any other.
    public override void Dispose()
    {
        base.Dispose();
        _abort.Cancel();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using var stop = stoppingToken.Register(() => _abort.CancelAfter(StopWithin));
        var noting = NoteAsync();
        var sending = Enumerable.Range(0, settings.ConnectionsMax).Select(_ => SendAsync(stoppingToken)).ToArray();
        await ClaimAsync(stoppingToken);
        _claimed.Writer.Complete();
        await Task.WhenAll(sending);
        _handled.Writer.Complete();
        await noting;
    }

    private async Task ClaimAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // Half of what may be under way at a time: the other half is sent meanwhile.
            var room = server.Admits(UnderWayMax) - Volatile.Read(ref _underWay);
            var mails = room is 1 or >= ClaimMax && catalogue.IsLoaded ? await ClaimAsync(Math.Min(room, ClaimMax), stopping) : 0;
            if (mails == ClaimMax) continue;
            await WaitAsync(stopping);
        }
    }

    private async Task<int> ClaimAsync(int mailsMax, CancellationToken stopping)
    {
        try
        {
            var claimed = await outbox.ClaimAsync(time.GetUtcNow(), mailsMax, stopping);
            Interlocked.Add(ref _underWay, claimed.Count);
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

    // Until something was noted or may have come due.
    private async Task WaitAsync(CancellationToken stopping)
    {
        try
        {
            await _noted.WaitAsync(PollEvery, stopping);
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
                    await Task.Delay(RestWhileBusy, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await _handled.Writer.WriteAsync(await HandleAsync(connection, mail, stopping), CancellationToken.None);
            }
        }
    }

    private async Task<bool> HasMailAsync(IMailConnection connection)
    {
        var next = _claimed.Reader.WaitToReadAsync().AsTask();
        if (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(RestAfter, time)) != next) await connection.RestAsync();
        return await next;
    }

    private async Task<Handled> HandleAsync(IMailConnection connection, ClaimedMail mail, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var release = new Handled(mail, Outcome: new MailOutcome.Later(mail, now, mail.Failures));
        if (stopping.IsCancellationRequested || server.Admits(1) == 0 || now > mail.Lease - SendWithinLease) return release;
        try
        {
            var written = await writer.WriteAsync(mail, _abort.Token);
            if (written.Without is { } outcome) return new(mail, Outcome: outcome);
            var reply = await connection.SendAsync(written.Message!, _abort.Token);
            Learn(reply);
            return new(mail, reply, written.RemindAt);
        }
        catch (Exception e)
        {
            // Nothing of the mail itself is said: it may hold a name.
            LogUnwritten(e.GetType().Name);
            return new(mail, new MailReply(MailReplyKind.RefusedForNow, e.GetType().Name));
        }
    }

    private void Learn(MailReply reply)
    {
        // Ended by the stop of this program and not by the server.
        if (_abort.IsCancellationRequested) return;
        var chance = Random.Shared.NextDouble();
        switch (reply.Kind)
        {
            case MailReplyKind.Accepted when server.Accepted():
                LogWorks(transport.Description);
                break;
            case MailReplyKind.ServerFailed or MailReplyKind.Interrupted when server.Failed(reply.Reason, chance):
                LogFails(transport.Description, reply.Reason);
                break;
            case MailReplyKind.RefusedForGood or MailReplyKind.RefusedForNow when server.Refused(chance):
                LogRefuses(transport.Description, reply.Reason);
                break;
        }
    }

    private async Task NoteAsync()
    {
        var batch = new List<Handled>(UnderWayMax);
        while (await _handled.Reader.WaitToReadAsync())
        {
            // Those that follow closely join: one transaction for many mails.
            if (!_abort.IsCancellationRequested && _handled.Reader.Count < ClaimMax / 2)
                await Task.Delay(ProcessorLoad.IsHigh ? NoteWhileBusy : NoteEvery, time);
            while (batch.Count < UnderWayMax && _handled.Reader.TryRead(out var one)) batch.Add(one);
            await SettleAsync(batch);
            Interlocked.Add(ref _underWay, -batch.Count);
            batch.Clear();
            if (_noted.CurrentCount == 0) _noted.Release();
        }
    }

    // Until it is noted: a mail that was sent and is not noted is sent again.
    private async Task SettleAsync(List<Handled> batch)
    {
        while (true)
        {
            try
            {
                var now = time.GetUtcNow();
                await outbox.SettleAsync([.. batch.Select(one => one.Outcome
                    ?? MailRetryPolicy.Of(one.Mail, one.Reply, one.RemindAt, server.TakesOthers, now, Random.Shared.NextDouble()))], now,
                    CancellationToken.None);
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
        // Said once and not every second.
        if (!_databaseFails) LogDatabase(e.Message);
        _databaseFails = true;
    }

    private void DatabaseWorks() => _databaseFails = false;

    [LoggerMessage(LogLevel.Warning, "Mails wait: {Server} does not take them ({Reason}). They are tried again by themselves.")]
    private partial void LogFails(string server, string reason);

    [LoggerMessage(
        LogLevel.Warning,
        "Mails wait: {Server} refuses all of them ({Reason}). They are tried again by themselves; look into the log of the mail server.")]
    private partial void LogRefuses(string server, string reason);

    [LoggerMessage(LogLevel.Information, "Mails go out again: {Server} takes them.")]
    private partial void LogWorks(string server);

    [LoggerMessage(LogLevel.Warning, "The outbox cannot be read or written and is tried again every second: {Reason}")]
    private partial void LogDatabase(string reason);

    [LoggerMessage(LogLevel.Error, "A mail could not be written ({Fault}) and is tried again later.")]
    private partial void LogUnwritten(string fault);

    /// <summary>A mail that was dealt with: what became of the message, or what to note without one.</summary>
    private sealed record Handled(
        ClaimedMail Mail, MailReply Reply = default, DateTimeOffset? RemindAt = null, MailOutcome? Outcome = null);
}
