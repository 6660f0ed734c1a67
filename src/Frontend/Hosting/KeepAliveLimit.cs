using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Limits keep-alive. While more than <see cref="ConnectionBudget.KeepAlive"/> connections are open, and while the process is stopping,
/// HTTP/1.1 responses carry <c>Connection: close</c> (RFC 9112, section 9.6): counters on other sites poll every few seconds, and thousands
/// of idle connections would take the places of signers. Streams have a limit of their own and do not count here. HTTP/2 is not limited:
/// such a connection is usually that of a proxy and serves all clients behind it.
/// </summary>
/// <param name="streams">The open streams.</param>
/// <param name="lifetime">Says when the process is stopping.</param>
/// <param name="keepAliveMax">Connections from which on keep-alive ends.</param>
internal sealed class KeepAliveLimit(CountStreams streams, IHostApplicationLifetime lifetime, int keepAliveMax)
{
    private int _open;

    /// <summary>Counts the connections of an address that the server listens on.</summary>
    public void Watch(ListenOptions endpoint) => endpoint.Use(Count);

    /// <summary>Middleware that ends keep-alive while it must. Around everything that answers.</summary>
    public RequestDelegate Limit(RequestDelegate next) => http =>
    {
        // When the response starts: the exception middleware clears headers that were set before.
        if (MustEnd && HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.OnStarting(End, http.Response);
        return next(http);
    };

    private bool MustEnd
    {
        get
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return true;
            var open = Volatile.Read(ref _open);
            return open > keepAliveMax && open - streams.Count > keepAliveMax;
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
