using System.Collections.Immutable;
using System.Globalization;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Ledger;
using Petitions.Grains.Retention;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>Everything that the configuration says about this node, read and checked once at start.</summary>
internal sealed record SiloSettings
{
    private const string DefaultPublicUrls = "http://localhost:5080", DefaultAdminUrls = "http://localhost:5081";

    /// <summary>Folder for everything that this node writes.</summary>
    public required string DataPath { get; init; }

    /// <summary>Folder of documents to publish; null publishes the demo.</summary>
    public required string? Documents { get; init; }

    /// <summary>Folder of the key files; null means inside the data folder.</summary>
    public required string? KeysPath { get; init; }

    /// <summary>Token of staff calls; null means the one in the data folder.</summary>
    public required string? AdminToken { get; init; }

    /// <summary>Where the public is answered; empty when this node serves none.</summary>
    public required ImmutableArray<string> PublicUrls { get; init; }

    /// <summary>Where staff is answered.</summary>
    public required ImmutableArray<string> AdminUrls { get; init; }

    /// <summary>Ports of <see cref="AdminUrls"/>: a call is a staff call by the port that it came in on.</summary>
    public required ImmutableHashSet<int> AdminPorts { get; init; }

    /// <summary>How silos find one another.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>Which database.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>Limits of the group commit.</summary>
    public required LedgerOptions Ledger { get; init; }

    /// <summary>Limits of the signers.</summary>
    public required SigningOptions Signing { get; init; }

    /// <summary>Times of petitions that ask for a confirmed e-mail address.</summary>
    public required ConfirmationOptions Confirmation { get; init; }

    /// <summary>The pace at which data is destroyed after its days.</summary>
    public required RetentionOptions Retention { get; init; }

    /// <summary>How mails are sent.</summary>
    public required MailSettings Mail { get; init; }

    /// <summary>Connection string of PostgreSQL.</summary>
    public required string? ConnectionString { get; init; }

    /// <exception cref="StartupException">A value is wrong; the message names it and says what to write.</exception>
    public static SiloSettings Read(IConfiguration configuration)
    {
        var petition = configuration.GetSection("Petition");
        var publicUrls = Switch(petition, "Http:Enabled", true) ? Urls(configuration["urls"] ?? DefaultPublicUrls, "ASPNETCORE_URLS") : [];
        var adminUrls = Urls(petition["Admin:Urls"] ?? DefaultAdminUrls, "Petition__Admin__Urls");
        var adminPorts = adminUrls.Select(PortOf).ToImmutableHashSet();
        if (adminPorts.Contains(0))
            throw new StartupException("Petition__Admin__Urls has port 0: write a fixed port, because staff calls are recognised by it.");
        if (publicUrls.Select(PortOf).Any(adminPorts.Contains))
            throw new StartupException("Petition__Admin__Urls and ASPNETCORE_URLS share a port: staff calls are recognised by their port, give them one of their own.");

        var storage = Section<StorageOptions>(petition, "Storage");
        return new()
        {
            DataPath = Path(petition, "DataPath") ?? "data",
            Documents = Folder(petition, "Documents"),
            KeysPath = Path(petition, "Keys:Path"),
            AdminToken = Token(petition["Admin:Token"]),
            PublicUrls = publicUrls,
            AdminUrls = adminUrls,
            AdminPorts = adminPorts,
            Cluster = ReadCluster(petition, storage),
            Storage = storage,
            Ledger = Checked(Section<LedgerOptions>(petition, "Ledger")),
            Signing = Checked(Section<SigningOptions>(petition, "Signing")),
            Confirmation = Checked(Section<ConfirmationOptions>(petition, "Confirmation")),
            Retention = Checked(Section<RetentionOptions>(petition, "Retention")),
            Mail = MailSettings.Read(Checked(Section<MailOptions>(petition, "Mail")), petition["PublicUrl"], publicUrls),
            ConnectionString = configuration.GetConnectionString("Petitions"),
        };
    }

    private static ClusterSettings ReadCluster(IConfigurationSection petition, StorageOptions storage)
    {
        var provider = petition["Cluster:Provider"] ?? "localhost";
        if (provider is not ("localhost" or "postgres"))
            throw new StartupException($"Petition__Cluster__Provider is '{provider}': write localhost for one silo or postgres for several.");
        if (provider == "postgres" && storage.Provider != "postgres")
            throw new StartupException("Petition__Cluster__Provider is postgres, but the data is kept in SQLite, which one process has for itself: set Petition__Storage__Provider=postgres, too.");
        if (petition["Cluster:SiloPort"] is { } port && port == petition["Cluster:GatewayPort"])
            throw new StartupException("Petition__Cluster__SiloPort and Petition__Cluster__GatewayPort are the same: give each a port of its own.");
        return new()
        {
            IsShared = provider == "postgres",
            Address = ClusterSettings.ReadAddress(petition["Cluster:Address"]),
            SiloPort = Port(petition, "Cluster:SiloPort"),
            GatewayPort = Port(petition, "Cluster:GatewayPort"),
        };
    }

    private static LedgerOptions Checked(LedgerOptions ledger)
    {
        Within(ledger.QueueSignaturesMax, 1, 100_000, "Petition__Ledger__QueueSignaturesMax");
        Within(ledger.BatchSignaturesMax, 1, 10_000, "Petition__Ledger__BatchSignaturesMax");
        Within(ledger.WritersMax, 1, 16, "Petition__Ledger__WritersMax");
        Within(ledger.Linger, TimeSpan.Zero, TimeSpan.FromMilliseconds(50), "Petition__Ledger__Linger");
        Within(ledger.AnswerWithin, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), "Petition__Ledger__AnswerWithin");
        return ledger;
    }

    private static SigningOptions Checked(SigningOptions signing)
    {
        Within(signing.ActivationsMax, 100, 100_000, "Petition__Signing__ActivationsMax");
        return signing;
    }

    private static ConfirmationOptions Checked(ConfirmationOptions confirmation)
    {
        var longest = TimeSpan.FromDays(60);
        Within(confirmation.PendingFor, TimeSpan.FromHours(1), longest, "Petition__Confirmation__PendingFor");
        Within(confirmation.RemindAfter, TimeSpan.FromMinutes(1), longest, "Petition__Confirmation__RemindAfter");
        Within(confirmation.GraceAfterClosing, TimeSpan.Zero, longest, "Petition__Confirmation__GraceAfterClosing");
        return confirmation;
    }

    private static RetentionOptions Checked(RetentionOptions retention)
    {
        Within(retention.LookEvery, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), "Petition__Retention__LookEvery");
        Within(retention.BatchRowsMax, 1, 5_000, "Petition__Retention__BatchRowsMax");
        Within(retention.Pause, TimeSpan.Zero, TimeSpan.FromSeconds(10), "Petition__Retention__Pause");
        return retention;
    }

    private static MailOptions Checked(MailOptions mail)
    {
        Within(mail.ConnectionsMax, 1, 50, "Petition__Mail__ConnectionsMax");
        Within(mail.ConnectWithin, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), "Petition__Mail__ConnectWithin");
        Within(mail.SendWithin, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(90), "Petition__Mail__SendWithin");
        Within(mail.SignerPageFor, TimeSpan.FromHours(1), TimeSpan.FromDays(365), "Petition__Mail__SignerPageFor");
        return mail;
    }

    private static void Within(TimeSpan value, TimeSpan min, TimeSpan max, string name)
    {
        if (value < min || value > max)
            throw new StartupException($"{name} is {value}: write a time from {min} to {max}, as hours:minutes:seconds.");
    }

    private static void Within(double value, double min, double max, string name)
    {
        if (value < min || value > max)
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: write a number from {min} to {max}."));
    }

    private static string? Path(IConfiguration petition, string name) =>
        petition[name] is { } path && string.IsNullOrWhiteSpace(path)
            ? throw new StartupException($"{Variable(name)} is empty: write the path of a folder, or leave it out.")
            : petition[name];

    private static string? Folder(IConfiguration petition, string name) =>
        Path(petition, name) is { } path && !Directory.Exists(path)
            ? throw new StartupException($"{Variable(name)} is '{path}', which is no folder: write the folder of the documents.")
            : Path(petition, name);

    private static string Variable(string name) => "Petition__" + name.Replace(":", "__", StringComparison.Ordinal);

    private static T Section<T>(IConfiguration petition, string name) where T : new()
    {
        try
        {
            return petition.GetSection(name).Get<T>() ?? new T();
        }
        catch (InvalidOperationException e)
        {
            // "Failed to convert configuration value 'x' at 'Petition:Ledger:WritersMax' to type …": it names the place already.
            throw new StartupException($"The configuration cannot be read: {e.Message}");
        }
    }

    private static string? Token(string? token)
    {
        if (token is not null && (token.Length < 16 || token.Any(c => c is <= ' ' or > '~')))
            throw new StartupException("Petition__Admin__Token must be at least 16 printable ASCII characters without spaces.");
        return token;
    }

    private static bool Switch(IConfiguration petition, string name, bool byDefault) =>
        petition[name] is not { } text ? byDefault
        : bool.TryParse(text, out var value) ? value
        : throw new StartupException($"{Variable(name)} is '{text}': write true or false.");

    private static int? Port(IConfiguration petition, string name)
    {
        if (petition[name] is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return port;
        throw new StartupException($"{Variable(name)} is '{text}': write a port from 1 to 65535.");
    }

    private static ImmutableArray<string> Urls(string text, string name)
    {
        var urls = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToImmutableArray();
        if (urls.IsEmpty) throw new StartupException($"{name} is empty: write addresses such as {DefaultPublicUrls}.");
        foreach (var url in urls)
        {
            if (!IsAddress(url))
            {
                throw new StartupException($"{name} has '{url}': write addresses such as {DefaultPublicUrls} with localhost, an IP address or *, separated by semicolons.");
            }
        }
        return urls;
    }

    // A host that is neither localhost nor an IP address makes Kestrel listen everywhere; with * or + somebody says so.
    private static bool IsAddress(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Port is >= 0 and <= 65535
                && (address.Host is "localhost" or "*" or "+" || System.Net.IPAddress.TryParse(address.Host, out _));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static int PortOf(string url) => BindingAddress.Parse(url).Port;
}
