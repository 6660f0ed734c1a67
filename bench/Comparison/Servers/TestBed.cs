using Npgsql;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Comparison.Servers;

/// <summary>
/// What a measurement works with: a temporary folder, a PostgreSQL server, and the servers that are measured. Whatever was started ends
/// with it, and the folder is removed.
/// </summary>
internal sealed class TestBed : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly DirectoryInfo _folder;
    private readonly TemporaryPostgres _postgres;
    private readonly List<Server> _servers = [];

    private TestBed(ComparisonOptions options, TemporaryPostgres postgres, TextWriter output, TextWriter progress)
    {
        (Options, _postgres, Output, Progress) = (options, postgres, output, progress);
        _folder = Directory.CreateTempSubdirectory("petition-comparison-");
        Petitions = NewPetitionFolder("petitions");
    }

    public ComparisonOptions Options { get; }

    /// <summary>The Markdown.</summary>
    public TextWriter Output { get; }

    /// <summary>For the person who waits.</summary>
    public TextWriter Progress { get; }

    /// <summary>What servers publish unless they are told otherwise.</summary>
    public PetitionFolder Petitions { get; }

    /// <summary>CPU time that the database server has used so far, for all servers.</summary>
    public long DatabaseCpuMicroseconds => ProcessUsage.CpuMicrosecondsWithChildren(_postgres.ProcessId);

    private ServerDatabase Administration => ServerDatabase.OfPostgres(_postgres.ConnectionString);

    public static async Task<TestBed> StartAsync(
        ComparisonOptions options, TextWriter output, TextWriter progress, CancellationToken cancel)
    {
        var postgres = await TemporaryPostgres.StartAsync(NoEnvironment, options.Sizes.PostgresOptions, cancel);
        return new(options, postgres, output, progress);
    }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public PetitionFolder NewPetitionFolder(string name) => new(_folder.CreateSubdirectory(name));

    /// <summary>Starts a server with a database of its own. It is not ready yet.</summary>
    public async Task<Server> StartServerAsync(ServerPlan plan, CancellationToken cancel)
    {
        var data = _folder.CreateSubdirectory(plan.Name).FullName;
        if (plan.Store == Store.Postgres) await Administration.RunAsync($"CREATE DATABASE \"{plan.Name}\"", cancel);
        // Nothing is said of pools and limits: they are the server's own, and part of what is compared.
        var connectionString = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = plan.Name }.ConnectionString;
        var database = plan.Store switch
        {
            Store.Postgres => ServerDatabase.OfPostgres(connectionString),
            Store.Sqlite => ServerDatabase.OfSqlite(data),
            _ => null,
        };
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var launch = plan.IsCluster
            ? ClusterProcesses.Of(plan, address, data, connectionString, _folder.FullName)
            : SingleProcess.Of(plan, address, data, connectionString, _folder.FullName);
        var server = new Server(plan, address, database, launch);
        _servers.Add(server);
        await server.StartAsync(cancel);
        return server;
    }

    /// <summary>Writes what earlier runs have left to be written, so that the next one does not pay for it.</summary>
    public async Task SettleAsync(Server server, CancellationToken cancel)
    {
        if (server.Database is not { IsPostgres: true } database) return;
        await database.RunAsync("VACUUM (ANALYZE)", cancel);
        await Administration.RunAsync("CHECKPOINT", cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.KillAsync();
        await _postgres.DisposeAsync();
        TemporaryFolder.Remove(_folder);
    }
}
