using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Petitions.Silo.Mail;

/// <summary>A mail server over SMTP (RFC 5321).</summary>
internal sealed class SmtpTransport(MailServerAddress server) : IMailTransport
{
    public string Description => $"{server.Host}:{server.Port}";

    public IMailConnection Connect() => new SmtpConnection(server);
}

/// <summary>
/// One connection to the mail server, kept open from mail to mail. A connection that the server has closed meanwhile is opened again and
/// says nothing about the server; one that breaks after the server has taken the sender leaves open whether it has the mail.
/// </summary>
internal sealed class SmtpConnection(MailServerAddress server) : IMailConnection
{
    private Client? _client;

    public async Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel)
    {
        var wasOpen = _client is { IsConnected: true };
        var reply = await TryAsync(message, cancel);
        // Closed while it was idle: the mail has not been begun.
        return wasOpen && reply.Kind == MailReplyKind.ServerFailed && _client is null ? await TryAsync(message, cancel) : reply;
    }

    public async Task RestAsync()
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
                // It is gone either way.
            }
        }
        Drop();
    }

    public async ValueTask DisposeAsync() => await RestAsync();

    private async Task<MailReply> TryAsync(MimeMessage message, CancellationToken cancel)
    {
        try
        {
            var client = await OpenAsync(cancel);
            // RFC 6531: only a server that says so can write to letters beyond ASCII.
            if (NeedsUtf8(message) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
                return new(MailReplyKind.Unwritable, "the server cannot write to an address with letters beyond ASCII");
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            deadline.CancelAfter(server.SendWithin);
            client.HasBegun = false;
            await client.SendAsync(FormatFor(message), message, deadline.Token);
            return new(MailReplyKind.Accepted);
        }
        catch (SmtpCommandException e)
        {
            var reply = Of(e);
            if (reply.Kind == MailReplyKind.ServerFailed) Drop();
            return reply;
        }
        catch (Exception e) when (IsFaultOfNetwork(e))
        {
            var begun = _client is { HasBegun: true };
            Drop();
            return new(begun ? MailReplyKind.Interrupted : MailReplyKind.ServerFailed, NameOf(e));
        }
    }

    private async Task<Client> OpenAsync(CancellationToken cancel)
    {
        if (_client is { IsConnected: true } open) return open;
        Drop();
        var client = _client = new Client();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(server.ConnectWithin);
        await client.ConnectAsync(server.Host, server.Port, server.Security, deadline.Token);
        if (server is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, deadline.Token);
        return client;
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    // RFC 5321 section 4.2.1: what begins with 5 is for good. What is not about the recipient or this mail is about everybody's.
    private static MailReply Of(SmtpCommandException e)
    {
        var code = $"SMTP {(int)e.StatusCode}";
        return e.ErrorCode switch
        {
            _ when e.StatusCode == SmtpStatusCode.ServiceNotAvailable => new(MailReplyKind.ServerFailed, code),
            SmtpErrorCode.RecipientNotAccepted =>
                new((int)e.StatusCode >= 500 ? MailReplyKind.RefusedForGood : MailReplyKind.RefusedForNow, code),
            SmtpErrorCode.MessageNotAccepted => new(MailReplyKind.RefusedForNow, code),
            _ => new(MailReplyKind.ServerFailed, code),
        };
    }

    private static bool IsFaultOfNetwork(Exception e) => e
        is IOException or System.Net.Sockets.SocketException or ProtocolException or SslHandshakeException or AuthenticationException
        or OperationCanceledException or TimeoutException or CommandException or ServiceNotConnectedException or NotSupportedException
        or ServiceNotAuthenticatedException;

    private static string NameOf(Exception e) => e switch
    {
        System.Net.Sockets.SocketException socket => socket.SocketErrorCode.ToString(),
        SslHandshakeException => "no connection with a certificate that this machine trusts",
        AuthenticationException => "user or password refused",
        OperationCanceledException or TimeoutException => "no answer in time",
        NotSupportedException => "the server does not offer what is configured, such as STARTTLS",
        _ => e.GetType().Name,
    };

    // A domain goes in punycode, so only the part before it can need more than ASCII.
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
            // Name, chain and dates of a certificate are checked. Lists of revoked ones often cannot be reached from a server, and then no
            // mail would go.
            CheckCertificateRevocation = false;
        }

        /// <summary>The server has taken the sender of the message that is being sent.</summary>
        public bool HasBegun { get; set; }

        protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => HasBegun = true;
    }
}
