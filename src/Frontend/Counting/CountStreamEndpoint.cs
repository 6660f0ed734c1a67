using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Petitions.Frontend.Http;
using Petitions.Frontend.Petitions;
using Petitions.Grains.Petitions;

namespace Petitions.Frontend.Counting;

/// <summary>
/// <c>GET /api/v1/petitions/{slug}/count/stream</c>: the count as server-sent events (WHATWG HTML, section 9.2), one per change, with the
/// version as its id. Clients poll instead when the limit is reached.
/// </summary>
internal sealed class CountStreamEndpoint(
    CountCache counts, CountStreams streams, ViewerLimit limit, RemoteAddress clients, TimeProvider time)
{
    // What the operating system buffers for a client that does not read; then nothing more is written. HTTP/2 calls share it.
    private const int SendBufferBytes = 16 * 1024, SharedSendBufferBytes = 128 * 1024;

    private const string Address = "/api/v1/petitions/{slug}/count/stream";

    // Spreads reconnects after a restart.
    private const int RetryMillisecondsMin = 2_000, RetryMillisecondsMax = 6_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<CountStreamEndpoint>();
        routes.MapPetition([HttpMethods.Get], Address, endpoint.StreamAsync, http => Cors.Allow(http.Response.Headers));
        Cors.MapPreflight(routes, Address);
    }

    /// <summary>Streams until the client leaves or the process ends; 503 when there is no place, or no count to begin with.</summary>
    public async Task StreamAsync(HttpContext http, Petition petition)
    {
        var address = clients.ToLimit(http);
        if (!limit.TryAcquire(address))
        {
            http.Response.Headers.Link = $"</api/v1/petitions/{petition.Slug}/count>; rel=\"alternate\"";
            await Answers.Refuse(http, Problem.StreamsFull);
            return;
        }
        try
        {
            await StreamCountsAsync(http, petition);
        }
        finally
        {
            limit.Release(address);
        }
    }

    private async Task StreamCountsAsync(HttpContext http, Petition petition)
    {
        if (await counts.ReadAsync(petition) is not { } answer)
        {
            await Answers.Refuse(http, Problem.Unavailable, CountAnswer.Missing);
            return;
        }
        var lastEventId = http.Request.Headers["Last-Event-ID"].ToString();
        var viewer = await BeginAsync(http, petition);
        var retryMilliseconds = Random.Shared.Next(RetryMillisecondsMin, RetryMillisecondsMax);
        viewer.Start(Encoding.ASCII.GetBytes($"retry: {retryMilliseconds}\n\n"), answer, lastEventId);
        if (!streams.TryAdd(viewer)) viewer.Close();
        else
        {
            await using var aborted = http.RequestAborted.UnsafeRegister(static viewer => ((Viewer)viewer!).Close(), viewer);
            await viewer.Closed;
            streams.Remove(viewer);
        }
        await viewer.Closed;
        viewer.Detach();
    }

    private async Task<Viewer> BeginAsync(HttpContext http, Petition petition)
    {
        var headers = http.Response.Headers;
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        headers.CacheControl = "no-store";
        // Turns off the response buffering of nginx.
        headers["X-Accel-Buffering"] = "no";
        var socket = http.Features.Get<IConnectionSocketFeature>()?.Socket;
        var isShared = HttpProtocol.IsHttp2(http.Request.Protocol);
        if (socket is not null) BoundSendBuffer(socket, isShared ? SharedSendBufferBytes : SendBufferBytes);
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await http.Response.StartAsync(http.RequestAborted);
        return new Viewer(
            http.Response.BodyWriter, () => counts.Find(petition), time, () => socket is null || CanWrite(socket), AbortOf(http));
    }

    // Over HTTP/1.1 closing the connection ends a stalled write; over HTTP/2 other calls share the connection, so only the stream ends.
    private static Action AbortOf(HttpContext http) =>
        HttpProtocol.IsHttp2(http.Request.Protocol) ? http.Abort : http.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort;

    private static void BoundSendBuffer(Socket socket, int bytes)
    {
        try
        {
            socket.SendBufferSize = bytes;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already; the next write fails.
        }
    }

    private static bool CanWrite(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already; the write fails.
            return true;
        }
    }
}
