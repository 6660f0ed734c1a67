using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// The connections of this process. While there are many, each over HTTP/1.1 ends with its answer instead of waiting for the next call (RFC
/// 9112, section 9.6): counters on other sites come back every few seconds, and thousands of them would hold every connection that there
/// is while somebody wants to sign. Streams have places of their own and do not count. Who speaks HTTP/2 is left alone: that is a proxy,
/// whose few connections serve everybody behind it.
/// </summary>
/// <param name="streams">The open streams.</param>
/// <param name="keepAliveMax">So many wait for a next call.</param>
internal sealed class KeepAliveLimit(CountStreams streams, int keepAliveMax = KeepAliveLimit.KeepAliveConnectionsMax)
{
    /// <summary>Half of what the server takes: the other half is for whoever comes.</summary>
    public const int KeepAliveConnectionsMax = (int)KestrelLimits.ConnectionsMax / 2;

    private int _open;

    /// <summary>Counts the connections of every address that the server listens on.</summary>
    public void Watch(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(Count));

    /// <summary>Says in answers over HTTP/1.1 that the connection ends, while there are many. Around everything that answers.</summary>
    public RequestDelegate Limit(RequestDelegate next) => http =>
    {
        // At the last moment: who answers for a fault begins the answer anew.
        if (AreMany && HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.OnStarting(End, http.Response);
        return next(http);
    };

    private bool AreMany
    {
        get
        {
            var open = Volatile.Read(ref _open);
            return open > keepAliveMax && open - streams.Open > keepAliveMax;
        }
    }

    private static Task End(object response)
    {
        ((HttpResponse)response).Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Interlocked.Increment(ref _open);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
