using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Bench.Rehearsal.Target;
using Petitions.Grains.Counting;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;

namespace Petitions.Bench.Micro.Signing;

/// <summary>A silo that takes signatures of the demo petition, configured like the product but without a database.</summary>
internal sealed class SignerSilo : IAsyncDisposable
{
    private static readonly GrainType StubType = GrainType.Create("stub-signer");

    private readonly IHost _host;
    private readonly GroupCommitLedger _ledger;
    private readonly SignerServices _plainServices;
    private readonly SignerReferences _signers;

    private SignerSilo(IHost host, GroupCommitLedger ledger, SignerServices plainServices)
    {
        (_host, _ledger, _plainServices) = (host, ledger, plainServices);
        _signers = new SignerReferences(host.Services.GetRequiredService<IGrainFactory>());
    }

    public static async Task<SignerSilo> StartAsync()
    {
        var ledger = new GroupCommitLedger(
            new InstantStore(), new NoFeed(), new LedgerOptions(), TimeProvider.System, NullLogger<GroupCommitLedger>.Instance);
        SignerServices NewServices(SignerActivationCache residents) => new(
            new SinglePetitionCatalogue(), new OneKeyring(), ledger, new NoRows(), residents, new ConfirmationOptions(),
            TimeProvider.System);

        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SignerActivationCache(new SigningOptions(), TimeProvider.System));
        builder.Services.AddSingleton<CountInvalidation>();
        builder.Services.AddSingleton(services => NewServices(services.GetRequiredService<SignerActivationCache>()));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Next(), FreePort.Next(), serviceId: "micro", clusterId: "micro")
            .PlaceSigners()
            .LimitMessaging());
        var host = builder.Build();
        await host.StartAsync();
        return new SignerSilo(host, ledger, NewServices(new SignerActivationCache(new SigningOptions(), TimeProvider.System)));
    }

    /// <summary>The call of the front end.</summary>
    public Task<SignAnswer> ThroughGrain(Guid signer) => _signers.Of(signer).Sign(SampleData.Signature);

    /// <summary>The same code without the Orleans runtime.</summary>
    public Task<SignAnswer> WithoutGrain(Guid signer)
    {
        var context = new StubGrainContext(GrainId.Create(StubType, GrainIdKeyExtensions.CreateGuidKey(signer)));
        return new SignerGrain(context, _plainServices).Sign(SampleData.Signature);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _ledger.DisposeAsync();
    }

    /// <summary>A store that accepts everything and keeps nothing.</summary>
    private sealed class InstantStore : ILedgerStore
    {
        public int WritersMax => 1;

        public Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel)
        {
            var outcomes = new LedgerOutcome[batch.Count];
            Array.Fill(outcomes, LedgerOutcome.Stored);
            return Task.FromResult(new BatchResult(outcomes, []));
        }
    }

    private sealed class NoFeed : ITallyReporter
    {
        public void Moved(int petition, TallyShard reading)
        {
        }
    }

    private sealed class NoRows : ISignatureRows
    {
        public Task<SignatureRow?> FindAsync(int petition, Guid rowKey, CancellationToken cancel) => Task.FromResult<SignatureRow?>(null);

        public Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys,
            CancellationToken cancel) =>
            Task.FromResult(ImmutableArray<SignatureState?>.Empty);

        public Task<ImmutableArray<EarlierAttempt>> FindEarlierAsync(int petition, Guid rowKey, CancellationToken cancel) =>
            Task.FromResult(ImmutableArray<EarlierAttempt>.Empty);

        public Task SetMailStoppedAsync(int petition, Guid rowKey, bool isStopped, CancellationToken cancel) => Task.CompletedTask;

        public Task QueueLinkAsync(int petition, Guid rowKey, DateTimeOffset now, CancellationToken cancel) => Task.CompletedTask;
    }

    private sealed class OneKeyring : IPetitionKeyring
    {
        public ValueTask<PetitionKeys?> FindAsync(int petition, string slug) => new(SampleData.Keys);

        public byte[] NewWrapped(string slug) => [];
    }
}
