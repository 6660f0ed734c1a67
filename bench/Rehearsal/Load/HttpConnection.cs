using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;

namespace Petitions.Bench.Rehearsal.Load;

/// <summary>
/// One HTTP/1.1 connection with one request at a time. Not an <see cref="HttpClient"/>, because the generator shares the processors with
/// the program that it loads: here a request is one write and one read, without allocation.
/// </summary>
internal sealed class HttpConnection(Uri target) : IDisposable
{
    private const int BufferBytes = 4 * 1024;

    private readonly HttpResponseReader _response = new();
    private System.IO.Stream? _stream;
    private long _busySince;

    /// <summary>Holds the request, then the answer.</summary>
    public byte[] Buffer { get; } = new byte[BufferBytes];

    public bool IsOpen => _stream is not null;

    /// <summary>The server closes the connection after this answer.</summary>
    public bool ClosesConnection => _response.ClosesConnection;

    /// <summary>Start of the current request as a <see cref="Stopwatch"/> timestamp; 0 without one.</summary>
    public long BusySince => Volatile.Read(ref _busySince);

    /// <summary>The body of the last answer, as far as it fits into the buffer.</summary>
    public ReadOnlySpan<byte> Body => Buffer.AsSpan(_response.BodyAt, _response.BodyLength);

    public void MarkBusy() => Volatile.Write(ref _busySince, Stopwatch.GetTimestamp());

    public void MarkIdle() => Volatile.Write(ref _busySince, 0);

    public async ValueTask OpenAsync() => _stream = await ConnectAsync(target);

    /// <summary>Connects to the target, with TLS for https.</summary>
    public static async ValueTask<System.IO.Stream> ConnectAsync(Uri target)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.DnsSafeHost, target.Port);
            var stream = new NetworkStream(socket, ownsSocket: true);
            if (target.Scheme != Uri.UriSchemeHttps) return stream;
            var secure = new SslStream(stream);
            await secure.AuthenticateAsClientAsync(target.DnsSafeHost);
            return secure;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask SendAsync(int length) => Stream.WriteAsync(Buffer.AsMemory(0, length));

    /// <summary>Reads the answer to its end and returns its status.</summary>
    /// <exception cref="IOException">The connection ended before the answer did.</exception>
    public async ValueTask<int> ReceiveAsync()
    {
        _response.Reset();
        var filled = 0;
        while (true)
        {
            // Only the front of a large body is kept: the generator reads small bodies only.
            if (filled == Buffer.Length) filled = _response.KeepFrom;
            var read = await Stream.ReadAsync(Buffer.AsMemory(filled));
            if (read == 0) throw new IOException("the connection ended before the answer did");
            if (_response.Read(Buffer, filled, read)) return _response.Status;
            filled += read;
        }
    }

    // Closed by the timeout between two awaits: the same as closed by the program.
    private System.IO.Stream Stream => _stream ?? throw new IOException("the connection was closed after its timeout");

    /// <summary>May be called from another thread; it ends the waiting call.</summary>
    public void Dispose()
    {
        var stream = _stream;
        _stream = null;
        stream?.Dispose();
    }
}
