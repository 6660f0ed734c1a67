using Petitions.Grains.Configuration;
using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

internal static class HandoverSetup
{
    /// <summary>What makes parcels.</summary>
    public static void AddHandover(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<HandoverOptions, HandoverOptionsValidator>(configuration);
        services.AddSingleton<ParcelMaker>();
        services.AddSingleton<IParcelMaker>(node => node.GetRequiredService<ParcelMaker>());
        services.AddSingleton<IParcelFiles>(node => node.GetRequiredService<ParcelMaker>());
        services.AddHostedService<HandoverResumption>();
    }
}
