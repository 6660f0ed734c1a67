using System.Globalization;
using Orleans.Configuration;

namespace Petitions.Frontend.Cluster;

/// <summary>How a front end of its own reaches the silos.</summary>
internal static class ClusterClient
{
    /// <summary>The name of the cluster and its service, which the silos use, too.</summary>
    private const string Name = "petition";

    /// <summary>How long the program waits at start for a silo that can be reached.</summary>
    private const int ConnectAttemptsMax = 60;

    /// <summary>Makes the program a client of the cluster on this machine, by the gateway port <c>Petition:Cluster:GatewayPort</c>.</summary>
    /// <exception cref="StartException">The port is none.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var port = GatewayPort(builder.Configuration["Petition:Cluster:GatewayPort"]);
        var attempts = 0;
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(port, serviceId: Name, clusterId: Name)
            .UseConnectionRetryFilter(async (_, cancel) =>
            {
                if (++attempts >= ConnectAttemptsMax) return false;
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
                return true;
            })
            // A call to a silo that died waits all of it.
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(10)));
    }

    private static int GatewayPort(string? text)
    {
        if (text is null) return 30_000;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port : throw new StartException("Petition:Cluster:GatewayPort must be a port from 1 to 65535.");
    }
}
