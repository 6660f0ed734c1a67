using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;
using Petitions.Grains.Configuration;

namespace Petitions.Frontend.Hosting;

/// <summary>The web server's limits, how it stops, and what it logs.</summary>
internal static partial class ServerSetup
{
    public static void AddServer(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<HttpConnectionOptions, HttpConnectionOptionsValidator>(configuration);
        services.AddSingleton(FitConnections);
        services.AddSingleton(provider => new ViewerLimit(
            provider.GetRequiredService<IOptions<StreamOptions>>(), provider.GetRequiredService<ConnectionBudget>().Viewers));
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<KeepAliveLimit>(
            provider, provider.GetRequiredService<ConnectionBudget>().KeepAlive));
        services.AddOptions<KestrelServerOptions>().Configure<ConnectionLimit, KeepAliveLimit>((kestrel, limit, keepAlive) =>
        {
            KestrelLimits.Set(kestrel);
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                limit.Watch(endpoint);
                keepAlive.Watch(endpoint);
            });
        });
        services.Configure<SocketTransportOptions>(KestrelLimits.Set);
        // The server asks the one that was registered last first.
        services.AddSingleton<IConnectionListenerFactory>(provider => new LimitedTransport(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), provider.GetRequiredService<ConnectionLimit>()));
        services.Configure<LoggerFilterOptions>(LogFilters.Set);
        services.AddLogRedaction();

        services.AddSingleton<Draining>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<Draining>());
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<IOptions<HttpConnectionOptions>>((host, connections) =>
            host.ShutdownTimeout = connections.Value.DrainFor + Draining.StopWithin);
    }

    private static ConnectionBudget FitConnections(IServiceProvider provider)
    {
        var files = OpenFileLimit.Read();
        var viewers = provider.GetRequiredService<IOptions<StreamOptions>>().Value.ViewersMax;
        var perAddress = provider.GetRequiredService<IOptions<HttpConnectionOptions>>().Value.ConnectionsPerAddressMax;
        var budget = ConnectionBudget.Fit(files, viewers, perAddress);
        Log(provider.GetRequiredService<ILogger<ConnectionBudget>>(), budget, files, viewers);
        return budget;
    }

    // One line: what was found, what follows from it and, where it is not enough, what to raise.
    private static void Log(ILogger log, ConnectionBudget budget, int? files, int viewersWanted)
    {
        var (connections, viewers, perAddress) = budget;
        var filesWanted = ConnectionBudget.FilesFor(viewersWanted);
        if (files is not { } limit) LogWithoutLimit(log, connections, viewers, perAddress);
        else if (limit >= filesWanted) LogFits(log, connections, viewers, perAddress, limit);
        else LogFitted(log, limit, connections, viewers, perAddress, ConnectionBudget.ConnectionsMax + viewersWanted, filesWanted);
    }

    [LoggerMessage(LogLevel.Information,
        "Connections: {Connections} at a time, of which {Viewers} for streams, and {PerAddress} of one address.")]
    private static partial void LogWithoutLimit(ILogger log, int connections, int viewers, int perAddress);

    [LoggerMessage(LogLevel.Information,
        "Connections: {Connections} at a time, of which {Viewers} for streams, and {PerAddress} of one address. "
        + "The limit of open files is {Files}, which is enough.")]
    private static partial void LogFits(ILogger log, int connections, int viewers, int perAddress, int files);

    [LoggerMessage(LogLevel.Warning,
        "The limit of open files is {Files}, so this process takes {Connections} connections at a time, of which {Viewers} for streams, "
        + "and {PerAddress} of one address. For all {Wanted} connections raise the limit to {FilesWanted} (ulimit -n, LimitNOFILE of "
        + "systemd, --ulimit nofile of a container).")]
    private static partial void LogFitted(
        ILogger log, int files, int connections, int viewers, int perAddress, int wanted, int filesWanted);
}
