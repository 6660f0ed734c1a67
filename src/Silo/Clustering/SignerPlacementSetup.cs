using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Petitions.Grains.Signing;

namespace Petitions.Silo.Clustering;

/// <summary>Where the grains of signers live.</summary>
internal static class SignerPlacementSetup
{
    /// <summary>
    /// Signers are located by computation, without a directory, and are deactivated when the set of silos changes or nobody calls them.
    /// </summary>
    public static ISiloBuilder PlaceSigners(this ISiloBuilder silo)
    {
        silo.AddGrainDirectory(SignerGrain.DirectoryName, (_, _) => new SignerDirectory());
        // Orleans asks this cache for the grain types with a directory of their own.
        silo.Services.AddSingleton<IGrainDirectoryCache, SignerLocator>();
        silo.Services.AddHostedService<MembershipListener>();
        silo.Services.AddHostedService<SignerEviction>();
        return silo;
    }
}
