using Orleans.Serialization;
using Orleans.Storage;
using Petitions.Grains.Administration;
using Petitions.Grains.Counting;
using Petitions.Grains.Documents;
using Petitions.Grains.Entry;
using Petitions.Grains.Handover;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage.Sqlite;

namespace Petitions.Silo.Storage;

/// <summary>What is kept in the database of this node: the implementation of every port, and the state of grains.</summary>
internal static class StorageSetup
{
    /// <summary>The implementations of the ports.</summary>
    public static void AddStorage(this IServiceCollection services, PetitionDatabase database, LedgerOptions ledger)
    {
        // By factory, so that the container disposes it, after everything that uses it.
        services.AddSingleton(_ => database);
        services.AddSingleton(node => node.GetRequiredService<PetitionDatabase>().CreateStore(ledger));
        services.AddSingleton<PetitionTable>();
        services.AddSingleton<IPetitionStore>(node => node.GetRequiredService<PetitionTable>());
        services.AddSingleton<ICatalogueSource>(node => node.GetRequiredService<PetitionTable>());
        services.AddSingleton<IDocumentStore, DocumentTable>();
        services.AddSingleton<ITallyStore, TallyTable>();
        services.AddSingleton<ICountHistoryStore, CountHistoryTable>();
        services.AddSingleton<IKeyStore, WrappedKeys>();
        services.AddSingleton<ISignatureRows, SignatureRows>();
        services.AddSingleton<IPetitionStatistics, PetitionStatistics>();
        services.AddSingleton<IEntryStore, EntryTable>();
        services.AddSingleton<IHandoverStore, HandoverTable>();
        services.AddSingleton<IAdminCredentialStore, AdminCredentialTable>();
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<ExpiredSignatures>();
        services.AddSingleton<DataEraser>();
        if (database.Sqlite is not { } sqlite) return;
        services.AddSingleton(node => ActivatorUtilities.CreateInstance<SqliteLogTruncation>(node, sqlite));
        services.AddHostedService(node => node.GetRequiredService<SqliteLogTruncation>());
    }

    /// <summary>The terms of petitions, kept by Persistence.AdoNet as JSON.</summary>
    public static ISiloBuilder AddGrainState(this ISiloBuilder silo, PetitionDatabase database) =>
        silo.AddAdoNetGrainStorage(PetitionGrain.StorageName, options =>
        {
            options.Invariant = database.GrainStateInvariant;
            options.DataSource = database.GrainState;
            options.GrainStorageSerializer = new SystemTextJsonGrainStorageSerializer(
                Microsoft.Extensions.Options.Options.Create(new SystemTextJsonGrainStorageSerializerOptions()));
        });
}
