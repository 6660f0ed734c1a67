using Petitions.Frontend.Hosting;
using Petitions.Grains.Configuration;
using Petitions.Grains.Ledger;
using Petitions.Grains.Retention;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>
/// What the configuration says about this node, read and checked once at start. A section's own rules are in its options; here are the
/// settings outside of sections, and the rules between sections.
/// </summary>
internal sealed record SiloSettings
{
    /// <summary>Folder for everything that this node writes.</summary>
    public required string DataPath { get; init; }

    /// <summary>Folder of documents to publish; null publishes the demo.</summary>
    public required string? Documents { get; init; }

    /// <summary>Folder of the key files; null means inside the data folder.</summary>
    public required string? KeysPath { get; init; }

    /// <summary>Folder of the parcels of hand-overs; null means inside the data folder.</summary>
    public required string? HandoverPath { get; init; }

    /// <summary>Folder of fonts for the letters of hand-overs; null for the built-in ones alone.</summary>
    public required string? HandoverFonts { get; init; }

    /// <summary>Token of admin calls; null means the one in the data folder.</summary>
    public required string? AdminToken { get; init; }

    /// <summary>Where this node listens.</summary>
    public required ServerUrls Urls { get; init; }

    /// <summary>Connection string of PostgreSQL.</summary>
    public required string? ConnectionString { get; init; }

    /// <summary>How silos find one another.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>Which database.</summary>
    public required StorageOptions Storage { get; init; }

    /// <summary>Limits of the group commit.</summary>
    public required LedgerOptions Ledger { get; init; }

    /// <summary>Limits of the signers in memory.</summary>
    public required SigningOptions Signing { get; init; }

    /// <summary>Times of petitions that ask for a confirmed e-mail address.</summary>
    public required ConfirmationOptions Confirmation { get; init; }

    /// <summary>The pace at which personal data is erased.</summary>
    public required RetentionOptions Retention { get; init; }

    /// <summary>How mails are sent.</summary>
    public required MailSettings Mail { get; init; }

    /// <exception cref="StartupException">A value is wrong; the message names it and says what to write.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The same for a value of a section.</exception>
    public static SiloSettings Read(IConfiguration configuration)
    {
        var petition = configuration.GetSection("Petition");
        var urls = ServerUrls.Read(configuration, servesPublic: ReadSwitch(petition, "Http:Enabled", byDefault: true));
        var storage = configuration.ReadOptions<StorageOptions, StorageOptionsValidator>();
        var cluster = configuration.ReadOptions<ClusterSettings, ClusterSettingsValidator>();
        if (cluster.IsShared && storage.Provider != "postgres")
        {
            throw new StartupException("Petition__Cluster__Provider is postgres, but the data is kept in SQLite, which one process has for"
                + " itself: set Petition__Storage__Provider=postgres, too.");
        }
        var mail = configuration.ReadOptions<MailOptions, MailOptionsValidator>(options => options.PublicUrl = petition["PublicUrl"]);
        return new()
        {
            DataPath = ReadPath(petition, "DataPath") ?? DataFolder.DefaultPath,
            Documents = ReadFolder(petition, "Documents", "the documents"),
            KeysPath = ReadPath(petition, "Keys:Path"),
            HandoverPath = ReadPath(petition, "Handover:Path"),
            HandoverFonts = ReadFolder(petition, "Handover:Fonts", "fonts (*.ttf)"),
            AdminToken = ReadToken(petition, "Admin:Token"),
            Urls = urls,
            ConnectionString = configuration.GetConnectionString("Petitions"),
            Cluster = cluster,
            Storage = storage,
            Ledger = configuration.ReadOptions<LedgerOptions, LedgerOptionsValidator>(),
            Signing = configuration.ReadOptions<SigningOptions, SigningOptionsValidator>(),
            Confirmation = configuration.ReadOptions<ConfirmationOptions, ConfirmationOptionsValidator>(),
            Retention = configuration.ReadOptions<RetentionOptions, RetentionOptionsValidator>(),
            Mail = MailSettings.Of(mail, urls.Public),
        };
    }

    private static string? ReadPath(IConfigurationSection petition, string name) =>
        petition[name] is { } path && string.IsNullOrWhiteSpace(path)
            ? throw new StartupException($"{Variable(petition, name)} is empty: write the path of a folder, or leave it out.")
            : petition[name];

    private static string? ReadFolder(IConfigurationSection petition, string name, string content) =>
        ReadPath(petition, name) is not { } path || Directory.Exists(path)
            ? petition[name]
            : throw new StartupException($"{Variable(petition, name)} is '{path}', which is no folder: write the folder of {content}.");

    private static string? ReadToken(IConfigurationSection petition, string name) =>
        petition[name] is { } token && (token.Length < 16 || token.Any(c => c is <= ' ' or > '~'))
            ? throw new StartupException($"{Variable(petition, name)} must be at least 16 printable ASCII characters without spaces.")
            : petition[name];

    private static bool ReadSwitch(IConfigurationSection petition, string name, bool byDefault) =>
        petition[name] is not { } text ? byDefault
        : bool.TryParse(text, out var value) ? value
        : throw new StartupException($"{Variable(petition, name)} is '{text}': write true or false.");

    private static string Variable(IConfigurationSection petition, string name) => SettingName.VariableOf($"{petition.Path}:{name}");
}
