using System.Net;
using System.Net.Sockets;

namespace Petitions.Bench.Micro;

/// <summary>Ports that nobody uses, below those that the system gives to outgoing connections.</summary>
internal static class LoopbackPort
{
    private const int First = 23_000, Last = 24_000, TriesMax = 1_000;

    public static int Next()
    {
        for (var i = 0; i < TriesMax; i++)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException($"no port from {First} to {Last} is free");
    }

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
