using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>What one client may cost the server before anybody has looked at what it wants.</summary>
internal static class KestrelLimits
{
    /// <summary>
    /// Connections at a time beside those of viewers of a stream; one more is closed at once. With half of them taken nobody keeps one
    /// of HTTP/1.1 between two calls, see <see cref="KeepAliveLimit"/>.
    /// </summary>
    public const long ConnectionsMax = 10_000;

    /// <summary>Largest body, in bytes: every call has a smaller limit of its own, which answers with a reason.</summary>
    public const long BodyBytesMax = 32 * 1024;

    /// <summary>
    /// What is waiting for a client who does not read, in bytes; then writing waits. More than a page, so that no page is ever held up.
    /// </summary>
    public const long ResponseBufferBytesMax = 32 * 1024;

    /// <summary>What the transport bounds by itself: <see cref="KestrelServerLimits.MaxResponseBufferSize"/> does not reach it.</summary>
    public static void Set(SocketTransportOptions options) => options.MaxWriteBufferSize = ResponseBufferBytesMax;

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
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Viewer.ReadWithin + TimeSpan.FromSeconds(10));
        // 8 KB in at most half a minute, also over a very bad connection.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
