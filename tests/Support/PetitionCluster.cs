using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.TestingHost;
using Petitions.Frontend.Signing;
using Petitions.Grains.Documents;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Grains.Signing;
using Petitions.Silo.Hosting;
using Petitions.Silo.Keys;
using Petitions.Silo.Storage;

namespace Petitions.Tests.Support;

/// <summary>Several silos in this process on one PostgreSQL database, with the product's services and one published petition.</summary>
internal sealed class PetitionCluster : IAsyncDisposable
{
    // Tests look where signers are active.
    private static readonly SigningOptions LongResidence =
        new() { ActivationsMax = 20_000, ActivationIdleTimeout = TimeSpan.FromMinutes(10) };

    private readonly PostgresDatabase _fresh;
    private readonly TimeProvider _time;
    private readonly ScratchFolder _keys = new(), _handover = new();
    private readonly InProcessTestCluster _cluster;
    private SignerCalls? _calls;

    private PetitionCluster(PostgresDatabase fresh, short silos, TimeProvider time)
    {
        (_fresh, _time) = (fresh, time);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) => AddNode(silo));
        _cluster = builder.Build();
    }

    public Petition Petition { get; private set; } = null!;

    public InProcessTestCluster Silos => _cluster;

    public IPetitionGrain PetitionGrain => _cluster.Client.GetGrain<IPetitionGrain>(Slug.ToGrainKey(Petition.Slug));

    public static async Task<PetitionCluster> StartAsync(PostgresServer server, short silos, TimeProvider? time = null)
    {
        var cluster = new PetitionCluster(await server.NewDatabaseAsync(), silos, time ?? TimeProvider.System);
        await cluster._cluster.DeployAsync();
        cluster.Petition = await cluster._cluster.Client.GetGrain<IPetitionGrain>(Slug.ToGrainKey(SamplePetition.Slug))
            .Publish(SamplePetition.Document());
        return cluster;
    }

    /// <summary>Signs like a front end: a lost call is retried with the same idempotency key.</summary>
    public Task<SignAnswer> SignAsync(Signature signature)
    {
        _calls ??= new SignerCalls(
            new Admission(Options.Create(new AdmissionOptions()), TimeProvider.System, NullLogger<Admission>.Instance),
            new SignerReferences(_cluster.Client), Identity, TimeProvider.System, NullLogger<SignerCalls>.Instance);
        EmailAddress.TryParse(signature.Email, out var address);
        return _calls.SignAsync(new ValidatedSignature(address!, signature));
    }

    public Guid SignerKey(string email)
    {
        EmailAddress.TryParse(email, out var address);
        return Identity.KeyOf(address!);
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(_fresh.ConnectionString);
        await connection.OpenAsync();
        return Convert.ToInt64(await connection.ScalarAsync(sql, CancellationToken.None),
            System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Locks the table against writes until the result is disposed.</summary>
    public async Task<IAsyncDisposable> LockAsync(string table)
    {
        var connection = new Npgsql.NpgsqlConnection(_fresh.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _fresh.DisposeAsync();
        _keys.Dispose();
        _handover.Dispose();
    }

    private SignerIdentity Identity => new(new Pepper(KeyFile.Open(_keys.Path, Pepper.Name, mayCreate: false)));

    private void AddNode(ISiloBuilder silo)
    {
        using var scratch = new ScratchFolder();
        using var folder = DataFolder.Open(scratch.Path);
        var storage = new StorageOptions { Provider = "postgres" };
        var ledger = new LedgerOptions();
        // Blocking is safe: the callback is synchronous, and nothing else waits on this thread.
        var (database, keys) = Task.Run(async () =>
        {
            var opened = await PetitionDatabase.OpenAsync(storage, ledger, _fresh.ConnectionString, folder, CancellationToken.None);
            return (opened, await SiloKeys.OpenAsync(_keys.Path, opened, CancellationToken.None));
        }).GetAwaiter().GetResult();
        silo.Services.AddSingleton(TimeProvider.System);
        silo.AddSiloServices(database, keys, ledger, LongResidence, new ConfirmationOptions(), new RetentionOptions(),
            new(_handover.Path, null));
        silo.Services.AddKeyedSingleton(PetitionClock.Name, _time);
    }
}
