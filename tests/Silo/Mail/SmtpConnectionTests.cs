using System.Diagnostics;
using System.Globalization;
using MailKit.Security;
using MimeKit;
using Petitions.Silo.Mail;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Mail;

/// <summary>What is learnt from a mail server, whatever it does.</summary>
public sealed class SmtpConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Mails_go_one_after_the_other_over_one_connection()
    {
        await using var server = new ScriptedSmtpServer();
        await using var connection = To(server.Port);
        for (var i = 0; i < 3; i++) Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection, $"maria+{i}@example.org")).Kind);
        Assert.Equal(["maria+0@example.org", "maria+1@example.org", "maria+2@example.org"], server.Taken.Select(mail => mail.To));
    }

    [Fact]
    public async Task A_server_that_closes_after_each_mail_gets_the_next_one_over_a_new_connection()
    {
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.ClosesAfterEachMail };
        await using var connection = To(server.Port);
        for (var i = 0; i < 3; i++) Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        Assert.Equal(3, server.Taken.Count);
    }

    [Fact]
    public async Task A_recipient_who_is_refused_says_nothing_about_the_next_one_and_no_reason_names_an_address()
    {
        await using var server = new ScriptedSmtpServer { IsUnknown = to => to.StartsWith("nobody", StringComparison.Ordinal) };
        await using var connection = To(server.Port);
        Assert.Equal(new MailReply(MailReplyKind.RefusedForGood, "SMTP 550"), await SendAsync(connection, "nobody@example.org"));
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        server.Manner = SmtpManner.RefusesForNow;
        Assert.Equal(new MailReply(MailReplyKind.RefusedForNow, "SMTP 451"), await SendAsync(connection));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_leaves_open_whether_it_has_the_mail()
    {
        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.DiesInData };
        await using var connection = To(server.Port);
        Assert.Equal(MailReplyKind.Interrupted, (await SendAsync(connection)).Kind);
        server.Manner = SmtpManner.TakesAll;
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
    }

    [Fact]
    public async Task A_server_that_is_away_or_hangs_fails_in_time()
    {
        await using (var nobody = To(FreePort.Next()))
            Assert.Equal(new MailReply(MailReplyKind.ServerFailed, "ConnectionRefused"), await SendAsync(nobody));

        await using var server = new ScriptedSmtpServer { Manner = SmtpManner.HangsAfterAccept };
        await using var connection = To(server.Port);
        Assert.Equal(new MailReply(MailReplyKind.ServerFailed, "no answer in time"), await SendAsync(connection));
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_to_a_server_that_offers_no_encryption()
    {
        await using var server = new ScriptedSmtpServer();
        await using var connection = To(server.Port, SecureSocketOptions.StartTls);
        Assert.Equal(MailReplyKind.ServerFailed, (await SendAsync(connection)).Kind);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task Only_an_address_beyond_ASCII_needs_a_server_that_knows_it()
    {
        await using var server = new ScriptedSmtpServer();
        await using (var connection = To(server.Port))
        {
            Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection, "maria@xn--mller-kva.de")).Kind);
            Assert.Equal(MailReplyKind.Unwritable, (await SendAsync(connection, "märia@xn--mller-kva.de")).Kind);
            Assert.Equal(MailReplyKind.Accepted, (await SendAsync(connection)).Kind);
        }
        server.Extensions = ["8BITMIME", "SMTPUTF8"];
        await using var again = To(server.Port);
        Assert.Equal(MailReplyKind.Accepted, (await SendAsync(again, "märia@xn--mller-kva.de")).Kind);
        Assert.StartsWith("märia@", server.Taken.Last().To, StringComparison.Ordinal);
        Assert.Equal("maria@xn--mller-kva.de", server.Taken.First().To);
    }

    [Fact]
    public async Task The_sink_of_Postfix_takes_every_mail_once()
    {
        const string Sink = "/usr/sbin/smtp-sink";
        if (!File.Exists(Sink)) Assert.Skip("There is no smtp-sink here: apt-get install postfix.");
        using var folder = new ScratchFolder();
        var port = FreePort.Next();
        // For root it wants to be somebody with fewer rights, who must be able to write here.
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        File.SetUnixFileMode(folder.Path, (UnixFileMode)Convert.ToInt32("777", 8));
        using var sink = Process.Start(new ProcessStartInfo(Sink, [.. user, "-d", folder.At("mail."), $"127.0.0.1:{port}", "100"]) { RedirectStandardError = true })!;
        try
        {
            await using var connection = To(port);
            Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(10), async () => (await SendAsync(connection, "first@example.org")).Kind == MailReplyKind.Accepted));
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
        new(new("127.0.0.1", port, security, null, null, ConnectWithin: TimeSpan.FromSeconds(3), SendWithin: TimeSpan.FromSeconds(20)));

    private static Task<MailReply> SendAsync(SmtpConnection connection, string to = "maria@example.org")
    {
        var message = new MimeMessage { Subject = "Grüße", Body = new TextPart("plain") { Text = ".\r\nGrüße\r\n.\r\n" } };
        message.MessageId = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()}@example.org");
        message.From.Add(new MailboxAddress("Petitions", "petitions@example.org"));
        message.To.Add(new MailboxAddress(null, to));
        return connection.SendAsync(message, Cancel);
    }
}
