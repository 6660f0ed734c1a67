using System.Net;
using Orleans.Configuration;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.ClusterClient;

/// <summary>Connects a front end of its own to the silos.</summary>
internal static class ClusterClientSetup
{
    /// <summary>The cluster id and service id, the same as in the silos.</summary>
    private const string Name = "petition";

    /// <summary>
    /// Makes the program a client of the silos whose gateways are in <c>Petition:Cluster:Gateways</c>, as <c>address:port</c> separated by
    /// semicolons; by default of one silo on this machine, at <c>Petition:Cluster:GatewayPort</c>. One gateway reaches all silos; with
    /// several, the front end survives the loss of one.
    /// </summary>
    /// <exception cref="StartupException">A gateway cannot be read.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The port is out of its range.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.ReadOptions<ClusterClientOptions, ClusterClientOptionsValidator>();
        var gateways = cluster.Gateways is { } list ? Gateways(list) : [new IPEndPoint(IPAddress.Loopback, cluster.GatewayPort)];
        builder.UseOrleansClient(client => client
            .UseStaticClustering(gateways)
            .Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name)
            .UseConnectionRetryFilter<ConnectionRetry>()
            // A call to a dead silo waits for the whole timeout.
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(10)));
    }

    private static IPEndPoint[] Gateways(string list)
    {
        var gateways = list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text =>
            IPEndPoint.TryParse(text, out var gateway) && gateway.Port > 0 ? gateway
            : throw new StartupException(
                $"Petition__Cluster__Gateways has '{text}': write address:port of each silo's gateway, such as 127.0.0.1:30000, "
                + "separated by semicolons.")).ToArray();
        return gateways.Length > 0 ? gateways : throw new StartupException(
            "Petition__Cluster__Gateways is empty: write address:port of each silo's gateway, or leave it out.");
    }
}

/// <summary>Waits at startup until a silo can be reached, since the programs of a system are started in any order.</summary>
internal sealed partial class ConnectionRetry(TimeProvider time, ILogger<ConnectionRetry> log) : IClientConnectionRetryFilter
{
    /// <summary>Attempts, a second apart; then the program ends.</summary>
    private const int AttemptsMax = 60;

    private int _attempts;

    /// <summary>Waits a second; true.</summary>
    /// <exception cref="StartupException">That was the last attempt.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_attempts++ == 0) LogWaiting(AttemptsMax);
        if (_attempts == AttemptsMax)
            throw new StartupException(
                "No silo answers: start one, or set Petition__Cluster__Gateways to the gateways of those that run.", exception);
        await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers yet; waiting for one for {Seconds} s.")]
    private partial void LogWaiting(int seconds);
}
