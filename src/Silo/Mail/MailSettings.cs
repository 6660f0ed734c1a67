using System.Collections.Immutable;
using System.Net;
using MailKit.Security;
using MimeKit;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Mail;

/// <summary>How this node sends mails, read and checked once at start.</summary>
internal sealed record MailSettings
{
    private const string Lonely = "petitions@localhost";

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

    /// <param name="options">As they are written.</param>
    /// <param name="publicUrl">What the operator says the public address is, or null.</param>
    /// <param name="listensAt">The addresses that this program serves.</param>
    /// <exception cref="StartupException">A value is wrong; the message names it and says what to write.</exception>
    public static MailSettings Read(MailOptions options, string? publicUrl, ImmutableArray<string> listensAt)
    {
        if (options.Host is not null && publicUrl is null)
            throw new StartupException("Petition__Mail__Host is set, but nothing says where links in mails lead: set Petition__PublicUrl, such as https://petition.example.");
        return new()
        {
            Server = options.Host is { } host ? ReadServer(options, host) : null,
            From = ReadSender(options),
            PublicUrl = (publicUrl ?? SiteAt(listensAt)).TrimEnd('/'),
            ConnectionsMax = options.ConnectionsMax,
            SignerPageFor = options.SignerPageFor,
        };
    }

    private static MailServerAddress ReadServer(MailOptions options, string host)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new StartupException($"Petition__Mail__Host is '{host}': write the name or address of the mail server, without a port, or leave it out.");
        var (security, port) = options.Security switch
        {
            "starttls" => (SecureSocketOptions.StartTls, 587),
            "tls" => (SecureSocketOptions.SslOnConnect, 465),
            "none" => (SecureSocketOptions.None, 25),
            _ => throw new StartupException($"Petition__Mail__Security is '{options.Security}': write starttls, tls or none."),
        };
        if (options.Port is < 1 or > 65535)
            throw new StartupException($"Petition__Mail__Port is {options.Port}: write a port from 1 to 65535.");
        if (options.User is null != options.Password is null)
            throw new StartupException("Of Petition__Mail__User and Petition__Mail__Password only one is set: set both, or neither.");
        if (options.User is not null && security == SecureSocketOptions.None && !IsLoopback(host))
            throw new StartupException("Petition__Mail__Password would cross the network in the clear: set Petition__Mail__Security to starttls or tls.");
        return new(host, options.Port ?? port, security, options.User, options.Password, options.ConnectWithin, options.SendWithin);
    }

    private static MailboxAddress ReadSender(MailOptions options)
    {
        if (options.From is null && options.Host is not null)
            throw new StartupException("Petition__Mail__Host is set, but not who sends: set Petition__Mail__From, such as Petitions <petitions@example.org>.");
        if (!MailboxAddress.TryParse(options.From ?? Lonely, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            throw new StartupException($"Petition__Mail__From is '{options.From}': write an address such as Petitions <petitions@example.org>.");
        return from;
    }

    // For a program that is tried out: who listens everywhere is found on this machine.
    private static string SiteAt(ImmutableArray<string> listensAt)
    {
        if (listensAt.IsEmpty) return "http://localhost:5080";
        var address = BindingAddress.Parse(listensAt[0]);
        var host = address.Host is "*" or "+" || IPAddress.TryParse(address.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? "localhost"
            : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }

    private static bool IsLoopback(string host) => host == "localhost" || IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip);
}

/// <summary>Where and how the mail server is reached.</summary>
internal sealed record MailServerAddress(
    string Host, int Port, SecureSocketOptions Security, string? User, string? Password, TimeSpan ConnectWithin, TimeSpan SendWithin);
