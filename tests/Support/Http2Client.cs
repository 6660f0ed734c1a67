using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>Everything over one connection, whose number of openings is counted.</summary>
internal sealed class Http2Client : IDisposable
{
    private readonly HttpClient _http;
    private int _connections;

    public Http2Client(Uri address) => _http = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync })
    {
        BaseAddress = address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public int Connections => Volatile.Read(ref _connections);

    public async Task<CountStream> OpenStreamAsync(string slug)
    {
        var stream = await CountStream.OpenAsync(_http, slug);
        Assert.Equal(HttpStatusCode.OK, stream.Status);
        return stream;
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        Interlocked.Increment(ref _connections);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(context.DnsEndPoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
