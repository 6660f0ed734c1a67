using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Petitions.Frontend.Counting;

namespace Petitions.Frontend.Hosting;

/// <summary>Limits of the web server, which hold before a request is routed.</summary>
internal static class KestrelLimits
{
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

    /// <summary>
    /// What an HTTP/2 connection may send ahead, in bytes, over all its calls. By default it is 1 MB, which the 500 connections of one
    /// address could make 500 MB.
    /// </summary>
    public const int Http2WindowBytesMax = 128 * 1024;

    /// <summary>Sets the limits. How many connections there may be is limited by <see cref="ConnectionLimit"/>.</summary>
    public static void Set(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxResponseBufferSize = ResponseBufferBytesMax;
        limits.MaxRequestBodySize = BodyBytesMax;
        limits.MaxRequestBufferSize = 2 * BodyBytesMax;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.Http2.InitialConnectionWindowSize = Http2WindowBytesMax;
        limits.Http2.InitialStreamWindowSize = 2 * (int)BodyBytesMax;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        // Over HTTP/2 a stream that nobody reads is cut off alone, before this would end everything that shares its connection.
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: Viewer.StallTimeout + TimeSpan.FromSeconds(10));
        // 8 KB in at most half a minute, also over a very bad connection.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
