using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Petitions.Bench.Rehearsal.Target;

/// <summary>
/// Free ports on loopback, each at most once in a run. FIRST_PORT and PORTS set another range, for runs at the same time.
/// </summary>
internal static class FreePort
{
    // Below the range of the ports of outgoing connections: a load opens thousands of these, and one of them could take the port that a
    // killed program needs again.
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
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : otherwise;

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
