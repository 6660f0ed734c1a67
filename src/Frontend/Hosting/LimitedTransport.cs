using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// The sockets of the web server, counted where they are accepted: each is a file from that moment on, and a busy process comes to look at
/// it only later. What has no place is closed before the next one is accepted, so that however many arrive, the limit of open files holds.
/// </summary>
internal sealed class LimitedTransport(SocketTransportFactory sockets, ConnectionLimit limit)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), limit);

    private sealed class Listener(IConnectionListener inner, ConnectionLimit limit) : IConnectionListener
    {
        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                if (limit.TryEnter(connection)) return connection;
                // Closes the socket before it returns; the rest of the clean-up needs no file.
                connection.Abort(new ConnectionAbortedException("There is no place for this connection."));
                _ = connection.DisposeAsync().AsTask();
            }
            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
