using MimeKit;

namespace Petitions.Silo.Mail;

/// <summary>Takes messages away: a mail server, or a folder.</summary>
internal interface IMailTransport
{
    /// <summary>For people: where mails go.</summary>
    string Description { get; }

    /// <summary>
    /// A connection of its own for one caller, which sends one message after the other. Nothing is reached before the first.
    /// </summary>
    IMailConnection Connect();
}

/// <summary>One connection; reconnects by itself. Belongs to one caller at a time.</summary>
internal interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands one message over. Never throws for what a network, a server or a disk does.</summary>
    /// <param name="message">The message, with one recipient.</param>
    /// <param name="cancel">Gives up; whether the message was taken is unknown then.</param>
    Task<MailReply> SendAsync(MimeMessage message, CancellationToken cancel);

    /// <summary>Nothing to send for a while: gives back what it holds.</summary>
    Task RestAsync();
}

/// <summary>What became of one message.</summary>
/// <param name="Kind">The outcome.</param>
/// <param name="Reason">For logs and admins: a code or the kind of a fault, never anything that may hold an address.</param>
internal readonly record struct MailReply(MailReplyKind Kind, string Reason = "");

/// <summary>Outcomes of <see cref="MailReply"/>.</summary>
internal enum MailReplyKind
{
    /// <summary>It is delivered, as far as this program can see.</summary>
    Accepted,

    /// <summary>The server will never take mail for this recipient (5xx to RCPT).</summary>
    RefusedForGood,

    /// <summary>The server did not take this one now.</summary>
    RefusedForNow,

    /// <summary>The message cannot be handed to this server: it would need something that the server cannot do.</summary>
    Unwritable,

    /// <summary>The server could not be reached, or takes nothing: says nothing about this message.</summary>
    ServerFailed,

    /// <summary>The connection broke while the message was on its way: nobody knows whether the server has it.</summary>
    Interrupted,
}
