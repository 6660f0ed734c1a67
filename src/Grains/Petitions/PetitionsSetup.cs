using Microsoft.Extensions.DependencyInjection;

namespace Petitions.Grains.Petitions;

/// <summary>What the grains of petitions need in a silo, and its catalogue.</summary>
internal static class PetitionsSetup
{
    public static void AddPetitions(this IServiceCollection services)
    {
        services.AddKeyedSingleton(PetitionClock.Name, (node, _) => node.GetRequiredService<TimeProvider>());
        services.AddSingleton<PetitionServices>();
        services.AddSingleton<PetitionCatalogue>();
        services.AddSingleton<IPetitionCatalogue>(node => node.GetRequiredService<PetitionCatalogue>());
        services.AddHostedService(node => node.GetRequiredService<PetitionCatalogue>());
    }
}
