using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>Where a server keeps signatures.</summary>
internal enum Store
{
    None,
    Postgres,
    Sqlite,
}

/// <summary>A server as it is to be started.</summary>
/// <param name="Name">Its name in the tables, and that of its database and folder.</param>
/// <param name="Store">Where it keeps signatures.</param>
/// <param name="Program">The .dll.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Petitions">What it publishes.</param>
internal sealed record ServerPlan(string Name, Store Store, string Program, IReadOnlyList<string> Arguments, PetitionFolder Petitions)
{
    /// <summary>Environment variables besides those that every server gets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Two silos and a front end of its own instead of one process.</summary>
    public bool IsCluster { get; init; }

    /// <summary>The petition <c>stored</c> has that many signatures before the server is measured.</summary>
    public long Prefilled { get; init; }

    /// <summary>Its name in the tables where that is another one.</summary>
    public string Label { get; init; } = Name;

    public static ServerPlan Peer(string name, PetitionFolder petitions) =>
        new(name, name == PeerNames.Bare ? Store.None : Store.Postgres, BuiltPrograms.Peers, [name], petitions);

    /// <summary>This program; the suffix tells it from another one on the same database system.</summary>
    public static ServerPlan Product(Store store, PetitionFolder petitions, string suffix = "") =>
        new($"this-{DatabaseName(store)}{suffix}", store, BuiltPrograms.Silo, [], petitions);

    public static ServerPlan Cluster(PetitionFolder petitions) =>
        new("this-cluster", Store.Postgres, BuiltPrograms.Silo, [], petitions) { IsCluster = true };

    /// <summary>As the settings of this program and the tables have it.</summary>
    public static string DatabaseName(Store store) => store == Store.Sqlite ? "sqlite" : "postgres";
}
