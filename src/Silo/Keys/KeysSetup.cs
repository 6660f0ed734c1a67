using Petitions.Grains.Keys;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Keys;

/// <summary>The keys of a node.</summary>
internal static class KeysSetup
{
    public static void AddKeys(this IServiceCollection services, SiloKeys keys)
    {
        services.AddSingleton(keys.Pepper);
        services.AddSingleton<IPetitionKeyring>(node => new PetitionKeyring(
            keys.Master, node.GetRequiredService<IKeyStore>(), node.GetRequiredService<PetitionCatalogue>()));
    }
}
