using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>The web server's limits, and what it logs.</summary>
internal static class ServerSetup
{
    public static void AddServer(this IServiceCollection services)
    {
        services.AddSingleton<KeepAliveLimit>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<StreamOptions>, KeepAliveLimit>((kestrel, streams, connections) =>
        {
            KestrelLimits.Set(kestrel, streams.Value.ViewersMax);
            connections.Watch(kestrel);
        });
        services.Configure<SocketTransportOptions>(KestrelLimits.Set);
        services.Configure<LoggerFilterOptions>(LogFilters.Set);
    }
}
