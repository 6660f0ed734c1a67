using System.Globalization;
using Orleans.Configuration;

namespace Petitions.Frontend.Cluster;

/// <summary>How a front end of its own reaches the silos.</summary>
internal static class ClusterClient
{
    /// <summary>The name of the cluster and its service, which the silos use, too.</summary>
    private const string Name = "petition";

    /// <summary>Makes the program a client of the cluster on this machine, by <c>Petition:Cluster:GatewayPort</c>.</summary>
    /// <exception cref="StartException">The port is none.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var port = GatewayPort(builder.Configuration["Petition:Cluster:GatewayPort"]);
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(port, serviceId: Name, clusterId: Name)
            .UseConnectionRetryFilter<PatientStart>()
            // A call to a silo that died waits all of it.
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            .Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(10)));
    }

    private static int GatewayPort(string? text)
    {
        if (text is null) return 30_000;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? port : throw new StartException("Petition__Cluster__GatewayPort must be a port from 1 to 65535.");
    }
}

/// <summary>Waits at start for a silo that can be reached: the programs of one system are started together, in any order.</summary>
internal sealed partial class PatientStart(TimeProvider time, ILogger<PatientStart> log) : IClientConnectionRetryFilter
{
    /// <summary>Attempts, a second apart; then the program ends.</summary>
    private const int AttemptsMax = 60;

    private int _attempts;

    /// <summary>True while it is worth another attempt.</summary>
    /// <exception cref="StartException">It is not any more.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_attempts++ == 0) LogWaiting(AttemptsMax);
        if (_attempts == AttemptsMax)
            throw new StartException("No silo answers: start one, or set Petition__Cluster__GatewayPort to its gateway port.", exception);
        await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "No silo answers yet; waiting for one for {Seconds} s.")]
    private partial void LogWaiting(int seconds);
}
