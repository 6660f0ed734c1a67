using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace Petitions.Tests.Support;

/// <summary>
/// A machine of its own for one silo: a network namespace, with a cable to this machine that can be pulled. PostgreSQL listens on this
/// machine's loopback only, so a relay at this end of the cable leads to it. Disposing removes everything. Needs root.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    private static int s_next = Environment.ProcessId % 200;

    private readonly string _here, _there, _subnet;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _database;

    private SiloNetwork(int number, string connectionString)
    {
        (Name, _here, _there, _subnet) = ($"petition{number}", $"petition{number}a", $"petition{number}b", $"10.213.{number % 250}");
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        _database = new IPEndPoint(IPAddress.Parse(text.Host!), text.Port);
        Run($"netns add {Name}");
        Run($"link add {_here} type veth peer name {_there} netns {Name}");
        Run($"addr add {Here}/24 dev {_here}");
        Run($"link set {_here} up");
        Run($"-n {Name} addr add {There}/24 dev {_there}");
        Run($"-n {Name} link set lo up");
        Run($"-n {Name} link set {_there} up");
        _listener = new TcpListener(IPAddress.Parse(Here), 0);
        _listener.Start();
        (text.Host, text.Port) = (Here, ((IPEndPoint)_listener.LocalEndpoint).Port);
        ConnectionString = text.ConnectionString;
        _ = RelayAsync();
    }

    /// <summary>Of the namespace.</summary>
    public string Name { get; }

    /// <summary>Address of this machine at the cable; silos here listen at it.</summary>
    public string Here => $"{_subnet}.1";

    /// <summary>Address of the silo behind the cable.</summary>
    public string There => $"{_subnet}.2";

    /// <summary>How the silo there reaches the database.</summary>
    public string ConnectionString { get; }

    /// <summary>Skips the test where no namespace can be made.</summary>
    public static SiloNetwork Create(string connectionString)
    {
        if (Environment.UserName != "root" || !File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip"))
            Assert.Skip("A network namespace needs root and the package iproute2.");
        return new SiloNetwork(Interlocked.Increment(ref s_next), connectionString);
    }

    /// <summary>Nothing passes any more, in either direction, and nobody is told.</summary>
    public void Pull() => Run($"-n {Name} link set {_there} down");

    /// <summary>The cable is in its place again.</summary>
    public void PlugIn() => Run($"-n {Name} link set {_there} up");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Run($"netns del {Name}");
        _end.Dispose();
    }

    private static void Run(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        Assert.True(ip.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"ip {arguments}: {ip.ExitCode} {error}"));
    }

    private async Task RelayAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_database, _end.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(server.GetStream(), _end.Token),
                    server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
            }
        }
    }
}
