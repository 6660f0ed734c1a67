using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Petitions.Silo.Mail;

/// <summary>A mail server over SMTP (RFC 5321).</summary>
internal sealed class SmtpTransport(MailServerAddress server, MailboxAddress sender) : IMailTransport
{
    public string Description => $"{server.Host}:{server.Port}";

    public IMailConnection Connect() => new SmtpConnection(server, sender);
}

/// <summary>
/// One connection to the mail server, kept open between mails. When the server has closed an idle connection, it is reopened and no failure
/// is reported. When a connection breaks after the server accepted the sender, it is unknown whether the server has the mail.
/// </summary>
internal sealed class SmtpConnection(MailServerAddress server, MailboxAddress sender) : IMailConnection
{
    private Client? _client;

    public Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel) =>
        TryTwiceAsync((client, deadline) => SendAsync(client, message, deadline), cancel);

    public Task<MailReply> ProbeAsync(CancellationToken cancel) =>
        TryTwiceAsync((client, deadline) => client.ProbeAsync(sender.GetAddress(idnEncode: true), deadline), cancel);

    public async Task CloseIdleAsync()
    {
        if (_client is { IsConnected: true } client)
        {
            try
            {
                using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await client.DisconnectAsync(quit: true, deadline.Token);
            }
            catch (Exception)
            {
                // The connection is dropped below in any case.
            }
        }
        DropConnection();
    }

    public async ValueTask DisposeAsync() => await CloseIdleAsync();

    private async Task<MailReply> TryTwiceAsync(Func<Client, CancellationToken, Task<MailReply>> work, CancellationToken cancel)
    {
        var wasOpen = _client is { IsConnected: true };
        var reply = await TryAsync(work, cancel);
        // The server closed the idle connection; the transmission had not started.
        return wasOpen && reply.Kind == MailReplyKind.ServerUnavailable && _client is null ? await TryAsync(work, cancel) : reply;
    }

    private async Task<MailReply> TryAsync(Func<Client, CancellationToken, Task<MailReply>> work, CancellationToken cancel)
    {
        try
        {
            var client = await OpenAsync(cancel);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            deadline.CancelAfter(server.SendWithin);
            client.SenderAccepted = false;
            var reply = await work(client, deadline.Token);
            if (reply.Kind == MailReplyKind.ServerUnavailable) DropConnection();
            return reply;
        }
        catch (SmtpCommandException e)
        {
            var reply = ToReply(e);
            if (reply.Kind == MailReplyKind.ServerUnavailable) DropConnection();
            return reply;
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            var wasBegun = _client is { SenderAccepted: true };
            DropConnection();
            return new(wasBegun ? MailReplyKind.Interrupted : MailReplyKind.ServerUnavailable, DescribeFault(e));
        }
    }

    private static async Task<MailReply> SendAsync(Client client, MimeMessage message, CancellationToken cancel)
    {
        // RFC 6531: a local part with non-ASCII characters needs a server with SMTPUTF8.
        if (NeedsUtf8(message) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return new(MailReplyKind.Unsupported, "the server does not support addresses with non-ASCII characters (SMTPUTF8)");
        await client.SendAsync(FormatFor(message), message, cancel);
        return new(MailReplyKind.Accepted);
    }

    private async Task<Client> OpenAsync(CancellationToken cancel)
    {
        if (_client is { IsConnected: true } open) return open;
        DropConnection();
        var client = _client = new Client();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(server.ConnectWithin);
        await client.ConnectAsync(server.Host, server.Port, server.Security, deadline.Token);
        if (server is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, deadline.Token);
        return client;
    }

    private void DropConnection()
    {
        _client?.Dispose();
        _client = null;
    }

    // RFC 5321 section 4.2.1: 5xx is permanent. A failure that is not about recipient or message is a failure of the server.
    private static MailReply ToReply(SmtpCommandException e)
    {
        var code = $"SMTP {(int)e.StatusCode}";
        return e.ErrorCode switch
        {
            _ when e.StatusCode == SmtpStatusCode.ServiceNotAvailable => new(MailReplyKind.ServerUnavailable, code),
            SmtpErrorCode.RecipientNotAccepted => ToReply(e.StatusCode),
            SmtpErrorCode.MessageNotAccepted =>
                new((int)e.StatusCode >= 500 ? MailReplyKind.MessageRejected : MailReplyKind.MessageDeferred, code),
            _ => new(MailReplyKind.ServerUnavailable, code),
        };
    }

    // Of a recipient.
    private static MailReply ToReply(SmtpStatusCode status) => new(
        status == SmtpStatusCode.ServiceNotAvailable ? MailReplyKind.ServerUnavailable
        : (int)status >= 500 ? MailReplyKind.RejectedPermanently
        : (int)status >= 400 ? MailReplyKind.RejectedTemporarily
        : MailReplyKind.Accepted,
        (int)status >= 400 ? $"SMTP {(int)status}" : "");

    private static bool IsConnectionFault(Exception e) => e
        is IOException or System.Net.Sockets.SocketException or ProtocolException or SslHandshakeException or AuthenticationException
        or OperationCanceledException or TimeoutException or CommandException or ServiceNotConnectedException or NotSupportedException
        or ServiceNotAuthenticatedException;

    private static string DescribeFault(Exception e) => e switch
    {
        System.Net.Sockets.SocketException socket => socket.SocketErrorCode.ToString(),
        SslHandshakeException => "the server's certificate is not trusted",
        AuthenticationException => "user or password rejected",
        OperationCanceledException or TimeoutException => "timeout",
        NotSupportedException => "the server does not offer a configured feature, such as STARTTLS",
        _ => e.GetType().Name,
    };

    // The domain is sent in punycode, so only the local part can contain non-ASCII characters.
    private static bool NeedsUtf8(MimeMessage message) => !System.Text.Ascii.IsValid(message.To.Mailboxes.First().Address.Split('@')[0]);

    private static FormatOptions FormatFor(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = NeedsUtf8(message);
        return format;
    }

    private sealed class Client : SmtpClient
    {
        public Client()
        {
            // Name, chain and validity of the certificate are checked. Revocation lists are often unreachable from servers, and then no
            // mail would be sent.
            CheckCertificateRevocation = false;
        }

        /// <summary>The server accepted the sender of the current message.</summary>
        public bool SenderAccepted { get; set; }

        /// <summary>RCPT to an address, then RSET (RFC 5321 section 4.1.1.5), which ends the transaction without a mail.</summary>
        public async Task<MailReply> ProbeAsync(string address, CancellationToken cancel)
        {
            var utf8 = Capabilities.HasFlag(SmtpCapabilities.UTF8) && !System.Text.Ascii.IsValid(address) ? " SMTPUTF8" : "";
            var from = await SendCommandAsync($"MAIL FROM:<{address}>{utf8}", cancel);
            // A sender that is not accepted concerns every mail.
            if ((int)from.StatusCode >= 400) return new(MailReplyKind.ServerUnavailable, $"SMTP {(int)from.StatusCode}");
            var to = await SendCommandAsync($"RCPT TO:<{address}>", cancel);
            await SendCommandAsync("RSET", cancel);
            return ToReply(to.StatusCode);
        }

        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            SenderAccepted = true;
    }
}
