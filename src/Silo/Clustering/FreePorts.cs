using System.Net;
using System.Net.Sockets;
using Petitions.Frontend.Hosting;

namespace Petitions.Silo.Clustering;

/// <summary>Chooses the ports of a silo.</summary>
internal static class FreePorts
{
    /// <summary>
    /// The port that was asked for; else the usual one, or any free one when that is in use, so that a second program can start on one
    /// machine.
    /// </summary>
    /// <param name="address">Where the silo listens.</param>
    /// <param name="wanted">The port that was asked for; null when none was.</param>
    /// <param name="usual">The port when none was asked for.</param>
    /// <param name="variable">The environment variable that sets the port.</param>
    /// <exception cref="StartupException">The port that was asked for is in use, or this machine cannot listen at the address.</exception>
    public static int Choose(IPAddress address, int? wanted, int usual, string variable)
    {
        if (wanted is { } port)
            return IsFree(address, port) ? port : throw new StartupException($"The port {port} is in use: set {variable} to a free one.");
        if (IsFree(address, usual)) return usual;
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException e)
        {
            throw new StartupException(
                $"Petition__Cluster__Address is {address}, where this machine cannot listen ({e.Message}):"
                + " write one of its own addresses.", e);
        }
    }
}
