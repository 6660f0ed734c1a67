using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Petitions.Frontend.Admin;
using Petitions.Frontend.Http;

namespace Petitions.Frontend.Hosting;

/// <summary>
/// Limits the connections of the public ports, all together and per remote address (<see cref="ConnectionCounter"/>); admin ports have
/// places of their own. A connection that sends nothing for <see cref="FirstByteWithin"/> is closed. Beyond the limits health is still
/// answered, everything else with 503, and a log line a minute says so.
/// </summary>
internal sealed partial class ConnectionLimit
{
    /// <summary>A new connection that sends nothing for this long is closed; afterwards Kestrel's own limits hold.</summary>
    public static readonly TimeSpan FirstByteWithin = TimeSpan.FromSeconds(10);

    /// <summary>The same for a connection beyond the limits.</summary>
    public static readonly TimeSpan SpareFirstByteWithin = TimeSpan.FromSeconds(2);

    /// <summary>A connection beyond the limits is aborted after this time, whatever it does: it is for one short answer.</summary>
    public static readonly TimeSpan SpareEndsAfter = TimeSpan.FromSeconds(5);

    private const string Detail =
        "Too many connections are open, of your network or of all, and this call stored nothing. Send it again after the seconds in"
        + " Retry-After.";

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private readonly ConnectionCounter _public, _admin;
    private readonly ConnectionBudget _budget;
    private readonly AdminPorts _adminPorts;
    private readonly KnownProxies _proxies;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly LogThrottle _lines;
    private readonly Lock _logging = new();
    private int _refusedOfAddress, _refusedOfAll;

    public ConnectionLimit(
        ConnectionBudget budget, AdminPorts adminPorts, KnownProxies proxies, TimeProvider time, ILogger<ConnectionLimit> log)
    {
        (_budget, _adminPorts, _proxies, _time, _log) = (budget, adminPorts, proxies, time, log);
        _lines = new(time, LogInterval);
        _public = new(budget.Connections, budget.PerAddress, ConnectionBudget.SpareConnections);
        _admin = new(ConnectionBudget.SpareConnections, ConnectionBudget.SpareConnections / 2, spareMax: 0);
    }

    /// <summary>Connections of the public ports that are served.</summary>
    public int Open => _public.Served;

    /// <summary>
    /// Takes a place for a connection that was just accepted; it is given back when the socket is closed. False when there is none.
    /// </summary>
    public bool TryEnter(ConnectionContext connection)
    {
        var isAdmin = connection.LocalEndPoint is IPEndPoint local && _adminPorts.Ports.Contains(local.Port);
        var places = isAdmin ? _admin : _public;
        var address = AddressOf(connection.RemoteEndPoint);
        var place = places.Enter(address);
        if (place != ConnectionPlace.Served) Count(isOfAddress: address is not null && places.Served < places.ServedMax);
        if (place == ConnectionPlace.None) return false;
        if (place != ConnectionPlace.Served) connection.Features.Set(SpareConnection.Feature);
        connection.ConnectionClosed.UnsafeRegister(_ => places.Leave(place, address), null);
        return true;
    }

    /// <summary>Closes connections that send nothing. To be called before anything else is put around an endpoint's connections.</summary>
    public void Watch(ListenOptions endpoint) => endpoint.Use(next => connection =>
        connection.Features.Get<SpareConnection>() is null ? ServeAsync(connection, next, FirstByteWithin) : RefuseAsync(connection, next));

    /// <summary>Middleware that refuses what comes in over a connection beyond the limits. After routing.</summary>
    public RequestDelegate Refuse(RequestDelegate next) => http =>
        // Looked for only while there is such a connection.
        _public.Spare == 0 || http.Features.Get<SpareConnection>() is null || HealthEndpoints.Is(http.GetEndpoint())
            ? next(http) : RefuseAsync(http);

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, TimeSpan firstByteWithin)
    {
        if (await HasSentAsync(connection, firstByteWithin)) await next(connection);
        else await connection.DisposeAsync();
    }

    private async Task RefuseAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        await using var end = _time.CreateTimer(
            static state => ((ConnectionContext)state!).Abort(), connection, SpareEndsAfter, Timeout.InfiniteTimeSpan);
        await ServeAsync(connection, next, SpareFirstByteWithin);
    }

    // Waits for the first byte without taking it. False when there is none in time, the client has left or the server stops.
    private async Task<bool> HasSentAsync(ConnectionContext connection, TimeSpan within)
    {
        var input = connection.Transport.Input;
        using var end = new CancellationTokenSource(within, _time);
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        await using var registration = stopping.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), end);
        try
        {
            var read = await input.ReadAsync(end.Token);
            input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private IPAddress? AddressOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address }) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return _proxies.Contains(address) ? null : AddressPrefix.Household(address);
    }

    private static Task RefuseAsync(HttpContext http)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol)) http.Response.Headers.Connection = "close";
        return ProblemStyle.Of(http).RefuseAsync(http, Problem.Unavailable, Detail);
    }

    // Without the address, which is personal data.
    private void Count(bool isOfAddress)
    {
        lock (_logging)
        {
            if (isOfAddress) _refusedOfAddress++;
            else _refusedOfAll++;
            if (!_lines.TryEnter()) return;
            LogRefusals(_refusedOfAddress + _refusedOfAll, _refusedOfAddress, _budget.PerAddress, _refusedOfAll, _budget.Connections);
            _refusedOfAddress = _refusedOfAll = 0;
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "Connections refused since the last such line: {Refused}. {OfAddress} because one address had {PerAddress} open "
        + "(Petition__Http__ConnectionsPerAddressMax; if all clients come through a proxy, add it to Petition__Limits__KnownProxies), "
        + "{OfAll} because {Connections} were open in all.")]
    private partial void LogRefusals(int refused, int ofAddress, int perAddress, int ofAll, int connections);

    /// <summary>Marks a connection beyond the limits, as a feature that its requests see.</summary>
    private sealed class SpareConnection
    {
        public static readonly SpareConnection Feature = new();
    }
}
