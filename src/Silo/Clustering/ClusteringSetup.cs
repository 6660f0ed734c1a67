using Orleans.Configuration;
using Petitions.Frontend.Hosting;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Clustering;

/// <summary>How silos find one another.</summary>
internal static class ClusteringSetup
{
    // Of the service, which names the stored terms, and of the cluster; front ends of their own ask for the same.
    private const string Name = "petition";
    private const int UsualSiloPort = 11111, UsualGatewayPort = 30000;

    /// <summary>
    /// Alone on this machine, or one of several that find one another in the database they share. Other silos and front ends reach it at
    /// the configured address only.
    /// </summary>
    /// <exception cref="StartupException">A port that was asked for is in use.</exception>
    public static ISiloBuilder UseCluster(this ISiloBuilder silo, ClusterSettings settings, PetitionDatabase database)
    {
        var address = settings.ParseAddress();
        var siloPort = FreePorts.Choose(address, settings.SiloPort, UsualSiloPort, "Petition__Cluster__SiloPort");
        var gatewayPort = FreePorts.Choose(address, settings.GatewayPort, UsualGatewayPort, "Petition__Cluster__GatewayPort");
        silo.Services.AddSingleton<IFatalErrorHandler, FatalErrorHandler>();
        if (!settings.IsShared) return silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: Name, clusterId: Name);

        silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name);
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (database.GrainStateInvariant, database.Membership));
        silo.Configure<ClusterMembershipOptions>(FailureDetection.Set);
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoinReport>();
        silo.Services.AddHostedService<MembershipRefresh>();
        return silo;
    }
}
