using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

internal static class HandoverSetup
{
    /// <summary>What makes parcels.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="path">The folder of all parcels.</param>
    public static void AddHandover(this IServiceCollection services, string path)
    {
        services.AddSingleton(new ParcelRoot(path));
        services.AddSingleton<ParcelMaker>();
        services.AddSingleton<IParcelMaker>(node => node.GetRequiredService<ParcelMaker>());
        services.AddSingleton<IParcelFiles>(node => node.GetRequiredService<ParcelMaker>());
        services.AddHostedService<HandoverResumption>();
    }
}

/// <summary>The folder of all parcels. Several silos need one that they share.</summary>
internal sealed record ParcelRoot(string Path);
