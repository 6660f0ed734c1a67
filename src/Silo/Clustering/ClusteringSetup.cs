using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Clustering;

/// <summary>How silos find one another, and what the signers need of Orleans.</summary>
internal static class Clustering
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
        var siloPort = PortFor(address, settings.SiloPort, UsualSiloPort, "Petition__Cluster__SiloPort");
        var gatewayPort = PortFor(address, settings.GatewayPort, UsualGatewayPort, "Petition__Cluster__GatewayPort");
        if (!settings.IsShared) return silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: Name, clusterId: Name);

        silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: false);
        silo.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name);
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (database.GrainStateInvariant, database.Membership));
        // Three missed probes find a silo that was killed; with these they come sooner than by default, which is 5 s apart and more.
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.MinProbeTimeout = TimeSpan.FromSeconds(1);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(4);
            options.NumMissedProbesLimit = 3;
        });
        return silo;
    }

    /// <summary>Terms of petitions, kept by Persistence.AdoNet as JSON.</summary>
    public static ISiloBuilder KeepPetitions(this ISiloBuilder silo, PetitionDatabase database) =>
        silo.AddAdoNetGrainStorage(PetitionGrain.StorageName, options =>
        {
            options.Invariant = database.GrainStateInvariant;
            options.DataSource = database.GrainState;
            options.GrainStorageSerializer = new SystemTextJsonGrainStorageSerializer(
                Microsoft.Extensions.Options.Options.Create(new SystemTextJsonGrainStorageSerializerOptions()));
        });

    /// <summary>Signers without a directory and with few waiting calls; failures that are noticed before a caller gives up.</summary>
    public static ISiloBuilder PlaceSigners(this ISiloBuilder silo)
    {
        silo.AddGrainDirectory(SignerGrain.DirectoryName, (_, _) => new SignerDirectory());
        silo.Services.AddSingleton<IGrainDirectoryCache, SignerLocator>();
        silo.Services.AddHostedService<MembershipListener>();
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(6);
            options.MaxEnqueuedRequestsHardLimit = SignerActivationCache.WaitingCallsMax;
        });
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6));
        return silo;
    }

    // A second program on one machine is not stopped by a port that nobody asked for.
    private static int PortFor(IPAddress address, int? wanted, int usual, string name)
    {
        if (wanted is { } port) return IsFree(address, port) ? port : throw new StartupException($"The port {port} is in use: set {name} to a free one.");
        if (IsFree(address, usual)) return usual;
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException e)
        {
            throw new StartupException($"Petition__Cluster__Address is {address}, where this machine cannot listen ({e.Message}): write one of its own addresses.", e);
        }
    }
}
