using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using Petitions.Grains.Configuration;

namespace Petitions.Silo.Mail;

/// <summary>Section <c>Petition:Mail</c> of the configuration, as it is written; <see cref="MailSettings"/> is what it means.</summary>
internal sealed class MailOptions : IOptionsSection, IValidatableObject
{
    /// <inheritdoc/>
    public static string Section => "Petition:Mail";

    /// <summary>The mail server; null writes mails as files into the data folder.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; by default 587 with starttls, 465 with tls and 25 with none.</summary>
    [NumberRange(1, 65_535)]
    public int? Port { get; set; }

    /// <summary><c>starttls</c>, <c>tls</c> or <c>none</c>.</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>Name for the login at the server; null sends without a login.</summary>
    public string? User { get; set; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, such as <c>Petitions &lt;petitions@example.org&gt;</c>; required with a server.</summary>
    public string? From { get; set; }

    /// <summary>
    /// Scheme and host of the pages that mails link to, which is <c>Petition:PublicUrl</c>, outside of the section; required with a server.
    /// </summary>
    [SettingOutside("Petition:PublicUrl")]
    public string? PublicUrl { get; set; }

    /// <summary>Connections of this process to the server at a time.</summary>
    [NumberRange(1, 50)]
    public int ConnectionsMax { get; set; } = 4;

    /// <summary>Longest time until the server has accepted a connection; then the attempt has failed.</summary>
    [TimeRange("00:00:01", "00:01:00")]
    public TimeSpan ConnectWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time until the server has accepted one mail; then the attempt has failed.</summary>
    [TimeRange("00:00:01", "00:01:30")]
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the mailed link to the signer's page works.</summary>
    [TimeRange("01:00:00", "365.00:00:00")]
    public TimeSpan SignerPageFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The sender, and what a server needs.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (From is not null && (!MailboxAddress.TryParse(From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal)))
            yield return new($"Petition__Mail__From is '{From}': write an address such as Petitions <petitions@example.org>.");
        if (Host is null) yield break;
        if (PublicUrl is null)
        {
            yield return new("Petition__Mail__Host is set, but nothing says where links in mails lead: set Petition__PublicUrl, such as"
                + " https://petition.example.");
        }
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return new($"Petition__Mail__Host is '{Host}': write the name or address of the mail server, without a port, or leave it"
                + " out.");
        }
        if (From is null)
        {
            yield return new("Petition__Mail__Host is set, but not who sends: set Petition__Mail__From, such as"
                + " Petitions <petitions@example.org>.");
        }
        if (Security is not ("starttls" or "tls" or "none"))
            yield return new($"Petition__Mail__Security is '{Security}': write starttls, tls or none.");
        if (User is null != Password is null)
            yield return new("Of Petition__Mail__User and Petition__Mail__Password only one is set: set both, or neither.");
        if (User is not null && Security == "none" && !IsLoopback(Host))
        {
            yield return new("Petition__Mail__Password would cross the network in the clear: set Petition__Mail__Security to starttls or"
                + " tls.");
        }
    }

    private static bool IsLoopback(string host) => host == "localhost" || IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip);
}

/// <summary>Checks the ranges and the rules; generated.</summary>
[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
