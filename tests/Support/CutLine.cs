using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Petitions.Tests.Support;

/// <summary>A line of TCP to a PostgreSQL server that a test can cut: as if the server were gone, and nobody listened.</summary>
internal sealed class CutLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;

    /// <param name="connectionString">The server, with its port.</param>
    public CutLine(string connectionString)
    {
        _server = new(connectionString);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        }.ConnectionString;
        _accepting = AcceptAsync();
    }

    /// <summary>The same database, over this line.</summary>
    public string ConnectionString { get; }

    /// <summary>Ends all connections and takes no more.</summary>
    public void Cut()
    {
        _listener.Stop();
        _cut.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _accepting;
        _cut.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_cut.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_server.Host!, _server.Port, _cut.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), _cut.Token),
                    server.GetStream().CopyToAsync(client.GetStream(), _cut.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of the two has ended it.
            }
        }
    }
}
