using MimeKit;

namespace Petitions.Silo.Mail;

/// <summary>Delivers messages: to a mail server or into a folder.</summary>
internal interface IMailTransport
{
    /// <summary>The destination, for logs.</summary>
    string Description { get; }

    /// <summary>A connection for one caller. It connects when the first message is sent.</summary>
    IMailConnection Connect();
}

/// <summary>One connection; reconnects automatically. Not for concurrent use.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Sends one message. Network, server and disk failures are results, not exceptions.</summary>
    /// <param name="message">The message, with one recipient.</param>
    /// <param name="cancel">Cancels; it is then unknown whether the message was accepted.</param>
    Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel);

    /// <summary>
    /// Asks the server whether it would take a mail to the own sender address, and sends none. The reply is
    /// <see cref="MailReplyKind.Accepted"/>, the rejection of that recipient, or a failure of the server.
    /// </summary>
    /// <param name="cancel">Cancels.</param>
    Task<MailReply> ProbeAsync(CancellationToken cancel);

    /// <summary>Closes the connection because there is nothing to send; the next message opens it again.</summary>
    Task CloseIdleAsync();
}

/// <summary>The result of sending one message.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Reason">For logs and admins: a code or the kind of failure. Never contains an address.</param>
internal readonly record struct MailReply(MailReplyKind Kind, string Reason = "");

/// <summary>Outcomes of <see cref="MailReply"/>.</summary>
internal enum MailReplyKind
{
    /// <summary>The server, or the folder, has the message.</summary>
    Accepted,

    /// <summary>The server rejects this recipient permanently (5xx to RCPT).</summary>
    RejectedPermanently,

    /// <summary>The server rejects this recipient for now (4xx to RCPT).</summary>
    RejectedTemporarily,

    /// <summary>The server rejects this message for good (5xx after DATA), such as for its content.</summary>
    MessageRejected,

    /// <summary>The server rejects this message for now (4xx after DATA), or it could not be composed.</summary>
    MessageDeferred,

    /// <summary>The message needs an SMTP extension that the server does not offer.</summary>
    Unsupported,

    /// <summary>The server is unreachable or accepts no mail at all. This is not a failure of the message.</summary>
    ServerUnavailable,

    /// <summary>The connection broke during transmission: it is unknown whether the server has the message.</summary>
    Interrupted,
}
