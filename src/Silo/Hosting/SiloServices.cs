using Petitions.Grains.Counting;
using Petitions.Grains.Keys;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;
using Petitions.Silo.Counting;
using Petitions.Silo.Keys;
using Petitions.Silo.Mail;
using Petitions.Silo.Retention;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>What a silo needs in order to be a node of this system; the same in the program and in the tests of a cluster.</summary>
internal static class SiloServices
{
    public static ISiloBuilder AddSiloServices(
        this ISiloBuilder silo, PetitionDatabase database, SiloKeys keys, LedgerOptions ledger, SigningOptions signing, ConfirmationOptions confirmation,
        RetentionOptions retention)
    {
        silo.KeepPetitions(database).PlaceSigners().LimitMessaging();
        // By factory, so that the container ends it, after everything that uses it.
        silo.Services.AddSingleton(_ => database);
        silo.Services.AddSingleton(keys.Pepper);
        silo.Services.AddKeyedSingleton(PetitionClock.Name, (node, _) => node.GetRequiredService<TimeProvider>());
        AddStorage(silo.Services, keys, ledger);
        AddSigning(silo.Services, signing, confirmation);
        AddRetention(silo.Services, retention);
        silo.Services.AddMailOutbox();
        return silo;
    }

    private static void AddStorage(IServiceCollection services, SiloKeys keys, LedgerOptions ledger)
    {
        services.AddSingleton(ledger);
        services.AddSingleton(node => node.GetRequiredService<PetitionDatabase>().CreateStore(ledger));
        services.AddSingleton<GroupCommitLedger>();
        services.AddSingleton<ISignatureLedger>(node => node.GetRequiredService<GroupCommitLedger>());
        services.AddSingleton(node => NewRegistry(node.GetRequiredService<PetitionDatabase>()));
        services.AddSingleton<IPetitionStore>(node => node.GetRequiredService<PetitionTable>());
        services.AddSingleton<ISignatureRows, SignatureRows>();
        services.AddSingleton<ICatalogueSource>(node => node.GetRequiredService<PetitionTable>());
        services.AddSingleton<IPetitionKeyring>(node => new PetitionKeyring(
            keys.Master, node.GetRequiredService<IPetitionStore>(), node.GetRequiredService<PetitionCatalogue>()));
        services.AddSingleton<PetitionCatalogue>();
        services.AddSingleton<IPetitionCatalogue>(node => node.GetRequiredService<PetitionCatalogue>());
        services.AddHostedService(node => node.GetRequiredService<PetitionCatalogue>());
    }

    private static void AddSigning(IServiceCollection services, SigningOptions signing, ConfirmationOptions confirmation)
    {
        services.AddSingleton(signing);
        services.AddSingleton(confirmation);
        services.AddSingleton<SignerActivationCache>();
        services.AddSingleton<SignerServices>();
        services.AddSingleton<CountInvalidation>();
        services.AddSingleton<TallyReporter>();
        services.AddSingleton<ITallyReporter>(node => node.GetRequiredService<TallyReporter>());
        services.AddHostedService(node => node.GetRequiredService<TallyReporter>());
    }

    private static void AddRetention(IServiceCollection services, RetentionOptions retention)
    {
        services.AddSingleton(retention);
        services.AddSingleton<IPetitionStatistics, PetitionStatistics>();
        services.AddSingleton<DataEraser>();
        services.AddSingleton<RetentionJob>();
        services.AddHostedService(node => node.GetRequiredService<RetentionJob>());
    }

    private static PetitionTable NewRegistry(PetitionDatabase database) => new(database.Registry, database.KeyValue);
}
