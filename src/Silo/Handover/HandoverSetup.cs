using Petitions.Grains.Handover;

namespace Petitions.Silo.Handover;

internal static class HandoverSetup
{
    /// <summary>What makes parcels.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="settings">Where parcels and fonts are.</param>
    public static void AddHandover(this IServiceCollection services, ParcelSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ParcelMaker>();
        services.AddSingleton<IParcelMaker>(node => node.GetRequiredService<ParcelMaker>());
        services.AddSingleton<IParcelFiles>(node => node.GetRequiredService<ParcelMaker>());
        services.AddHostedService<HandoverResumption>();
    }
}

/// <summary>Where parcels and fonts are.</summary>
/// <param name="Path">The folder of all parcels. Several silos need one that they share.</param>
/// <param name="Fonts">The folder of fonts beyond those that are built in; null when there is none.</param>
internal sealed record ParcelSettings(string Path, string? Fonts);
