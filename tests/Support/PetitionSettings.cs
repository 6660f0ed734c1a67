using System.Collections.Immutable;

namespace Petitions.Tests.Support;

/// <summary>How a program of the product is started: everything that a restart must find again is in here.</summary>
internal sealed record PetitionSettings
{
    /// <summary>The program, a .dll; the product unless a test says otherwise.</summary>
    public string Program { get; init; } = ProgramFiles.Silo;

    /// <summary>Database, keys and admin token lie here.</summary>
    public required string DataPath { get; init; }

    /// <summary>Null means SQLite in <see cref="DataPath"/>.</summary>
    public string? PostgresConnectionString { get; init; }

    public int PublicPort { get; init; } = FreePort.Next();

    public int AdminPort { get; init; } = FreePort.Next();

    public int SiloPort { get; init; } = FreePort.Next();

    public int GatewayPort { get; init; } = FreePort.Next();

    /// <summary>More environment variables; one with the name of a standard one replaces it, null removes it.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public Uri PublicBaseUrl => new($"http://127.0.0.1:{PublicPort}");

    public Uri AdminAddress => new($"http://127.0.0.1:{AdminPort}");

    public PetitionSettings With(string variable, string? value) => this with { Environment = Environment.SetItem(variable, value) };

    /// <summary>The environment variables of the child, those of the tests' own process aside.</summary>
    public IReadOnlyDictionary<string, string?> ToEnvironment()
    {
        var variables = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = PublicBaseUrl.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Petition__Admin__Urls"] = AdminAddress.GetLeftPart(UriPartial.Authority),
            // Every process of a test is a cluster of its own, unless it says otherwise.
            ["Petition__Cluster__SiloPort"] = $"{SiloPort}",
            ["Petition__Cluster__GatewayPort"] = $"{GatewayPort}",
            ["Petition__DataPath"] = DataPath,
            ["Petition__Storage__Provider"] = PostgresConnectionString is null ? "sqlite" : "postgres",
            ["ConnectionStrings__Petitions"] = PostgresConnectionString,
        };
        foreach (var (name, value) in Environment) variables[name] = value;
        return variables;
    }
}
