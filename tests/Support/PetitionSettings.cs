using System.Collections.Immutable;

namespace Petitions.Tests.Support;

/// <summary>Everything that is needed to start, and restart, a program of the product.</summary>
internal sealed record PetitionSettings
{
    /// <summary>The program, a .dll; by default the product.</summary>
    public string Program { get; init; } = ProgramFiles.Silo;

    /// <summary>The folder of database, keys and admin token.</summary>
    public required string DataPath { get; init; }

    /// <summary>Null means SQLite in <see cref="DataPath"/>.</summary>
    public string? PostgresConnectionString { get; init; }

    public int PublicPort { get; init; } = FreePort.Next();

    public int AdminPort { get; init; } = FreePort.Next();

    public int SiloPort { get; init; } = FreePort.Next();

    public int GatewayPort { get; init; } = FreePort.Next();

    /// <summary>Files that the program may open (RLIMIT_NOFILE); null leaves the limit of the tests.</summary>
    public int? OpenFilesMax { get; init; }

    /// <summary>A network namespace to start in, see <see cref="SiloNetwork"/>; null is that of the tests.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>IP address of the public and the admin port.</summary>
    public string HttpAddress { get; init; } = "127.0.0.1";

    /// <summary>Further environment variables. They override the standard ones; null removes a variable.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public Uri PublicBaseUrl => new($"http://{HttpAddress}:{PublicPort}");

    public Uri AdminAddress => new($"http://{HttpAddress}:{AdminPort}");

    public PetitionSettings With(string variable, string? value) => this with { Environment = Environment.SetItem(variable, value) };

    /// <summary>With the warm-up that the product has by default.</summary>
    public PetitionSettings WithWarmUp() => With("Petition__Http__WarmUpMax", null);

    /// <summary>Publishes the documents that <paramref name="write"/> writes into a folder below the data folder.</summary>
    public PetitionSettings WithDocuments(Action<string> write)
    {
        var folder = Directory.CreateDirectory(Path.Combine(DataPath, "documents")).FullName;
        write(folder);
        return With("Petition__Documents", folder);
    }

    /// <summary>The same settings as command-line arguments, for a program in this process.</summary>
    public string[] ToArguments() =>
    [
        .. ToEnvironment().Where(setting => setting.Value is not null).Select(setting => $"--{KeyOf(setting.Key)}={setting.Value}"),
    ];

    private static string KeyOf(string variable) =>
        variable.Replace("ASPNETCORE_", "", StringComparison.Ordinal).Replace("__", ":", StringComparison.Ordinal);

    /// <summary>The environment variables of the program, without those inherited from the test process.</summary>
    public IReadOnlyDictionary<string, string?> ToEnvironment()
    {
        var variables = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = PublicBaseUrl.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Petition__Admin__Urls"] = AdminAddress.GetLeftPart(UriPartial.Authority),
            // By default, every process is a cluster of its own.
            ["Petition__Cluster__SiloPort"] = $"{SiloPort}",
            ["Petition__Cluster__GatewayPort"] = $"{GatewayPort}",
            ["Petition__DataPath"] = DataPath,
            ["Petition__Storage__Provider"] = PostgresConnectionString is null ? "sqlite" : "postgres",
            ["ConnectionStrings__Petitions"] = PostgresConnectionString,
            // No balancer is waited for; tests of the drain set it.
            ["Petition__Http__DrainFor"] = "00:00:00",
            // Hundreds of programs are started; those whose first second matters use WithWarmUp.
            ["Petition__Http__WarmUpMax"] = "00:00:00",
        };
        foreach (var (name, value) in Environment) variables[name] = value;
        return variables;
    }
}
