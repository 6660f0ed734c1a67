using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// Ports of loopback that nobody uses, never the same one twice in a run. FIRST_PORT and PORTS name others, for runs beside one another.
/// </summary>
internal static class FreePort
{
    // Below the range from which the system takes the ports of outgoing connections: a load opens thousands of them and would otherwise
    // now and then sit on the port that a killed program comes back to.
    private static readonly int First = Setting("FIRST_PORT", 10_000), Count = Setting("PORTS", 12_000);

    private const int TriesMax = 1_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Gate)
        {
            for (var i = 0; i < TriesMax; i++)
            {
                var port = Random.Shared.Next(First, First + Count);
                if (!Given.Contains(port) && IsFree(port) && Given.Add(port)) return port;
            }
        }
        throw new InvalidOperationException($"none of {TriesMax} ports is free");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
