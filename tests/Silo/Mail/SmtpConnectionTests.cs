using System.Diagnostics;
using System.Globalization;
using MailKit.Security;
using MimeKit;
using Petitions.Silo.Mail;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>Outcomes of <see cref="SmtpConnection"/> for every behaviour of a mail server.</summary>
public sealed class SmtpConnectionTests
{
    private const string Sender = "petitions@example.org";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_mails_use_one_connection()
    {
        await using var server = new ScriptedSmtpServer();
        await using var connection = To(server.Port);
        for (var i = 0; i < 3; i++) Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection, $"maria+{i}@example.org")).Kind);
        Assert.Equal(["maria+0@example.org", "maria+1@example.org", "maria+2@example.org"], server.Taken.Select(mail => mail.To));
    }

    [Fact]
    public async Task After_the_server_closed_the_connection_the_next_mail_opens_a_new_one()
    {
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.ClosesAfterEachMail };
        await using var connection = To(server.Port);
        for (var i = 0; i < 3; i++) Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        Assert.Equal(3, server.Taken.Count);
    }

    [Fact]
    public async Task A_rejected_recipient_does_not_affect_the_next_and_no_reason_has_an_address()
    {
        await using var server = new ScriptedSmtpServer { IsUnknown = to => to.StartsWith("nobody", StringComparison.Ordinal) };
        await using var connection = To(server.Port);
        Assert.Equal(new MailReply(MailReplyKind.RejectedPermanently, "SMTP 550"), await SendAsync(connection, "nobody@example.org"));
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        server.Manner = SmtpManner.RefusesForNow;
        Assert.Equal(new MailReply(MailReplyKind.RejectedTemporarily, "SMTP 451"), await SendAsync(connection));
    }

    [Fact]
    public async Task A_probe_asks_for_the_own_address_and_sends_nothing()
    {
        await using var server = new ScriptedSmtpServer();
        await using var connection = To(server.Port);
        Assert.Equal(MailReplyKind.Accepted, (await connection.ProbeAsync(Cancel)).Kind);
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        Assert.Equal([Sender, "maria@example.org"], server.Recipients);
        Assert.Single(server.Taken);

        server.IsUnknown = _ => true;
        Assert.Equal(new MailReply(MailReplyKind.RejectedPermanently, "SMTP 550"), await connection.ProbeAsync(Cancel));
        (server.IsUnknown, server.Manner) = (_ => false, SmtpManner.RefusesForNow);
        Assert.Equal(new MailReply(MailReplyKind.RejectedTemporarily, "SMTP 451"), await connection.ProbeAsync(Cancel));
        server.Manner = SmtpManner.TakesAll;
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);

        await using var nobody = To(FreePort.Next());
        Assert.Equal(new MailReply(MailReplyKind.ServerUnavailable, "ConnectionRefused"), await nobody.ProbeAsync(Cancel));
    }

    [Theory]
    [InlineData("554 5.7.1 spam", MailReplyKind.MessageRejected, "SMTP 554")]
    [InlineData("452 4.3.1 disk full", MailReplyKind.MessageDeferred, "SMTP 452")]
    internal async Task A_rejected_message_is_told_from_a_rejected_recipient(string answer, MailReplyKind kind, string reason)
    {
        await using var server = new ScriptedSmtpServer { AnswerToMessage = answer };
        await using var connection = To(server.Port);
        Assert.Equal(new MailReply(kind, reason), await SendAsync(connection));
        server.AnswerToMessage = null;
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
    }

    [Fact]
    public async Task A_connection_lost_during_sending_gives_an_unknown_outcome()
    {
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.DiesInData };
        await using var connection = To(server.Port);
        Assert.Equal(MailReplyKind.Interrupted, (await SendAsync(connection)).Kind);
        server.Manner = SmtpManner.TakesAll;
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
    }

    [Fact]
    public async Task An_unreachable_or_hanging_server_fails_within_the_time_limit()
    {
        await using (var nobody = To(FreePort.Next()))
            Assert.Equal(new MailReply(MailReplyKind.ServerUnavailable, "ConnectionRefused"), await SendAsync(nobody));

        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.HangsAfterAccept };
        await using var connection = To(server.Port);
        Assert.Equal(new MailReply(MailReplyKind.ServerUnavailable, "timeout"), await SendAsync(connection));
    }

    [Fact]
    public async Task Nothing_is_sent_unencrypted_when_the_server_offers_no_encryption()
    {
        await using var server = new ScriptedSmtpServer();
        await using var connection = To(server.Port, SecureSocketOptions.StartTls);
        Assert.Equal(MailReplyKind.ServerUnavailable, (await SendAsync(connection)).Kind);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task Only_a_non_ASCII_address_needs_SMTPUTF8()
    {
        await using var server = new ScriptedSmtpServer();
        await using (var connection = To(server.Port))
        {
            Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection, "maria@xn--mller-kva.de")).Kind);
            Assert.Equal(MailReplyKind.Unsupported, (await SendAsync(connection, "märia@xn--mller-kva.de")).Kind);
            Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        }
        server.Extensions = ["8BITMIME", "SMTPUTF8"];
        await using var again = To(server.Port);
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(again, "märia@xn--mller-kva.de")).Kind);
        Assert.StartsWith("märia@", server.Taken.Last().To, StringComparison.Ordinal);
        Assert.Equal("maria@xn--mller-kva.de", server.Taken.First().To);
    }

    [Fact]
    public async Task Postfix_smtp_sink_receives_every_mail_once()
    {
        const string Sink = "/usr/sbin/smtp-sink";
        if (!File.Exists(Sink)) Assert.Skip("smtp-sink is not installed: apt-get install postfix.");
        using var folder = new ScratchFolder();
        var port = FreePort.Next();
        // As root, smtp-sink needs an unprivileged user, who must be able to write here.
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32("777", 8));
        using var sink = Process.Start(
            new ProcessStartInfo(Sink, [.. user, "-d", folder.At("mail."), $"127.0.0.1:{port}", "100"]) { RedirectStandardError = true })!;
        try
        {
            await using var connection = To(port);
            Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(10), async () =>
                (await SendAsync(connection, "first@example.org")).Kind == MailReplyKind.Accepted));
            for (var i = 0; i < 20; i++) Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection, $"maria+{i}@example.org")).Kind);
            Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(10), () => Directory.GetFiles(folder.Path).Length == 21));
            var ids = Directory.GetFiles(folder.Path).Select(file => MimeMessage.Load(file, Cancel).MessageId);
            Assert.Equal(21, ids.Distinct().Count());
        }
        finally
        {
            sink.Kill();
            await sink.WaitForExitAsync(Cancel);
        }
    }

    private static SmtpConnection To(int port, SecureSocketOptions security = SecureSocketOptions.None) =>
        new(new("127.0.0.1", port, security, null, null, ConnectWithin: TimeSpan.FromSeconds(3), SendWithin: TimeSpan.FromSeconds(20)),
            new MailboxAddress("Petitions", Sender));

    private static Task<MailReply> SendAsync(SmtpConnection connection, string to = "maria@example.org")
    {
        var message = new MimeMessage { Subject = "Grüße", Body = new TextPart("plain") { Text = ".\r\nGrüße\r\n.\r\n" } };
        message.MessageId = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()}@example.org");
        message.From.Add(new MailboxAddress("Petitions", Sender));
        message.To.Add(new MailboxAddress(null, to));
        return connection.SendAsync(message, Cancel);
    }
}
