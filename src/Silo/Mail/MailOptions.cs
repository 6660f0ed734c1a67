namespace Petitions.Silo.Mail;

/// <summary>Section <c>Petition:Mail</c> of the configuration, as it is written; <see cref="MailSettings"/> is what it means.</summary>
internal sealed class MailOptions
{
    /// <summary>The mail server; null writes mails as files into the data folder.</summary>
    public string? Host { get; set; }

    /// <summary>Its port; by default 587 with starttls, 465 with tls and 25 with none.</summary>
    public int? Port { get; set; }

    /// <summary><c>starttls</c>, <c>tls</c> or <c>none</c>.</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>Who logs in there; null logs nobody in.</summary>
    public string? User { get; set; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>The sender, such as <c>Petitions &lt;petitions@example.org&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Connections of this process to the server at a time, 1 to 50.</summary>
    public int ConnectionsMax { get; set; } = 4;

    /// <summary>Longest time until the server has taken a connection, 1 to 60 s.</summary>
    public TimeSpan ConnectWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest time until the server has taken one mail, 1 to 90 s.</summary>
    public TimeSpan SendWithin { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the mailed link to the signer's page works, 1 hour to 365 days.</summary>
    public TimeSpan SignerPageFor { get; set; } = TimeSpan.FromDays(30);
}
