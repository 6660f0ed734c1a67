using System.Net;
using Orleans.Configuration;
using Orleans.Messaging;
using Petitions.Frontend.Hosting;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.ClusterClient;

/// <summary>Connects a front end of its own to the silos.</summary>
internal static class ClusterClientSetup
{
    /// <summary>The cluster id and service id, the same as in the silos.</summary>
    private const string Name = "petition";

    /// <summary>
    /// Makes the program a client of the silos behind the gateways in <c>Petition:Cluster:Gateways</c>, <c>address:port</c> or
    /// <c>name:port</c> separated by semicolons; by default of one silo on this machine, at <c>Petition:Cluster:GatewayPort</c>. One that
    /// answers is enough: it names the others.
    /// </summary>
    /// <exception cref="StartupException">A gateway cannot be read.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The port is out of its range.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = builder.Configuration.ReadOptions<ClusterClientOptions, ClusterClientOptionsValidator>();
        builder.Services.AddSingleton(GatewaySeeds.Parse(
            cluster.Gateways ?? new IPEndPoint(IPAddress.Loopback, cluster.GatewayPort).ToString()));
        builder.Services.AddSingleton<GatewayTable>();
        builder.Services.AddSingleton<IGatewayListProvider, GatewayListProvider>();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = Name)
            .UseConnectionRetryFilter<ConnectionRetry>()
            // A call to a dead silo waits for the whole timeout.
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            // A process that stands still takes a connection and never says a word.
            .Configure<ConnectionOptions>(options => options.OpenConnectionTimeout = TimeSpan.FromSeconds(2))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayListProvider.AskedEvery));
        builder.Services.AddSingleton<GatewayWatch>();
        builder.Services.AddSingleton<IReadiness>(services => services.GetRequiredService<GatewayWatch>());
        builder.Services.AddHostedService(services => services.GetRequiredService<GatewayWatch>());
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
