using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Petitions.Grains.Petitions;
using Petitions.Grains.Signing;
using Petitions.Silo.Signing;
using Petitions.Silo.Storage;

namespace Petitions.Silo;

/// <summary>How silos find one another, and what the signers need of Orleans.</summary>
internal static class Clustering
{
    private const int UsualSiloPort = 11111, UsualGatewayPort = 30000;

    /// <summary>One silo on this machine; its ports listen on loopback only.</summary>
    /// <exception cref="StartException">A port that was asked for is in use.</exception>
    public static ISiloBuilder UseOneSilo(this ISiloBuilder silo, SiloSettings settings)
    {
        var siloPort = PortFor(settings.SiloPort, UsualSiloPort, "Petition__Cluster__SiloPort");
        var gatewayPort = PortFor(settings.GatewayPort, UsualGatewayPort, "Petition__Cluster__GatewayPort");
        return silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: "petition", clusterId: "petition");
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
        silo.Services.AddSingleton<IGrainDirectoryCache, SignerHomes>();
        silo.Services.AddHostedService<MembershipChanges>();
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(6);
            options.MaxEnqueuedRequestsHardLimit = ResidentSigners.WaitingCallsMax;
        });
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(6));
        return silo;
    }

    // A second program on one machine is not stopped by a port that nobody asked for.
    private static int PortFor(int? wanted, int usual, string name)
    {
        if (wanted is { } port) return IsFree(port) ? port : throw new StartException($"The port {port} is in use: set {name} to a free one.");
        if (IsFree(usual)) return usual;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
