using System.Collections.Immutable;
using System.Net;
using MailKit.Security;
using MimeKit;
using Petitions.Frontend.Http;

namespace Petitions.Silo.Mail;

/// <summary>How this node sends mails: what <see cref="MailOptions"/> mean.</summary>
internal sealed record MailSettings
{
    // Of mails that are only written as files.
    private const string DefaultFrom = "petitions@localhost";

    /// <summary>The mail server; null writes files.</summary>
    public required MailServerAddress? Server { get; init; }

    /// <summary>The sender of every mail.</summary>
    public required MailboxAddress From { get; init; }

    /// <summary>Scheme and host of the pages that mails link to, without a slash at the end.</summary>
    public required string PublicUrl { get; init; }

    /// <summary>Connections to the server at a time.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>How long the mailed link to the signer's page works.</summary>
    public required TimeSpan SignerPageFor { get; init; }

    /// <param name="options">Validated options.</param>
    /// <param name="listensAt">The addresses that this program serves.</param>
    public static MailSettings Of(MailOptions options, ImmutableArray<string> listensAt) => new()
    {
        Server = options.Host is { } host ? ServerOf(options, host) : null,
        From = MailboxAddress.Parse(options.From ?? DefaultFrom),
        PublicUrl = SiteAddress.TryParse(options.PublicUrl, out var site) ? site : SiteAt(listensAt),
        ConnectionsMax = options.ConnectionsMax,
        SignerPageFor = options.SignerPageFor,
    };

    private static MailServerAddress ServerOf(MailOptions options, string host)
    {
        var (security, port) = options.Security switch
        {
            "starttls" => (SecureSocketOptions.StartTls, 587),
            "tls" => (SecureSocketOptions.SslOnConnect, 465),
            "none" => (SecureSocketOptions.None, 25),
            var other => throw new ArgumentException($"There is no mail security {other}.", nameof(options)),
        };
        return new(host, options.Port ?? port, security, options.User, options.Password, options.ConnectWithin, options.SendWithin);
    }

    // Without a mail server the links are opened on this machine, also when the program listens on every address.
    private static string SiteAt(ImmutableArray<string> listensAt)
    {
        if (listensAt.IsEmpty) return "http://localhost:5080";
        var address = BindingAddress.Parse(listensAt[0]);
        return $"{address.Scheme}://{(IsEveryAddress(address.Host) ? "localhost" : address.Host)}:{address.Port}";
    }

    private static bool IsEveryAddress(string host) =>
        host is "*" or "+" || IPAddress.TryParse(host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
}

/// <summary>Where and how the mail server is reached.</summary>
internal sealed record MailServerAddress(
    string Host, int Port, SecureSocketOptions Security, string? User, string? Password, TimeSpan ConnectWithin, TimeSpan SendWithin);
