using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>Limits of the web server, which hold before a request is routed.</summary>
internal static class KestrelLimits
{
    /// <summary>
    /// Connections at a time besides those of stream viewers; one more is closed at once. Above half of them keep-alive ends, see
    /// <see cref="KeepAliveLimit"/>.
    /// </summary>
    public const long ConnectionsMax = 10_000;

    /// <summary>
    /// Largest body, in bytes. Each call has a limit of its own and answers 413 with a reason; only the admin call that publishes raises
    /// this one.
    /// </summary>
    public const long BodyBytesMax = 32 * 1024;

    /// <summary>
    /// Response bytes buffered for a client that does not read; then writing waits. A page fits.
    /// </summary>
    public const long ResponseBufferBytesMax = 32 * 1024;

    /// <summary>
    /// The transport has a buffer of its own, which <see cref="KestrelServerLimits.MaxResponseBufferSize"/> does not limit.
    /// </summary>
    public static void Set(SocketTransportOptions options) => options.MaxWriteBufferSize = ResponseBufferBytesMax;

    /// <summary>Sets the limits, with connections for that many stream viewers.</summary>
    public static void Set(KestrelServerOptions options, int viewersMax)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxConcurrentConnections = ConnectionsMax + viewersMax;
        limits.MaxResponseBufferSize = ResponseBufferBytesMax;
        limits.MaxRequestBodySize = BodyBytesMax;
        limits.MaxRequestBufferSize = 2 * BodyBytesMax;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        // Over HTTP/2 a stream that nobody reads is cut off alone, before this would end everything that shares its connection.
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Viewer.StallTimeout + TimeSpan.FromSeconds(10));
        // 8 KB in at most half a minute, also over a very bad connection.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
