namespace Petitions.Frontend.Hosting;

/// <summary>
/// How many connections this process takes, fitted to the files that it may open. Each connection is one file; beside them are
/// assemblies, databases, the cluster, mails and logs.
/// </summary>
/// <param name="Connections">Connections at a time, those of stream viewers among them; the public ports together.</param>
/// <param name="Viewers">Stream viewers among them.</param>
/// <param name="PerAddress">Connections of one remote address.</param>
internal sealed record ConnectionBudget(int Connections, int Viewers, int PerAddress)
{
    /// <summary>Connections besides those of stream viewers, where files allow it.</summary>
    public const int ConnectionsMax = 10_000;

    /// <summary>Files that are not connections. An idle silo has 300 open.</summary>
    public const int OtherFiles = 768;

    /// <summary>Files below which the program does not start: nothing would be left for connections.</summary>
    public const int FilesMin = 1_024;

    /// <summary>
    /// Connections that the admin ports take, and as many beyond the limits of the public ports, which are refused politely; see
    /// <see cref="ConnectionCounter"/>.
    /// </summary>
    public const int SpareConnections = 64;

    private const int FilesBesides = OtherFiles + 2 * SpareConnections;

    /// <summary>From this number of connections on keep-alive ends: half of those that are not for viewers.</summary>
    public int KeepAlive => (Connections - Viewers) / 2;

    /// <summary>Fits the bounds. With too few files, signers and viewers get shares as large as with enough.</summary>
    /// <param name="files">Files that this process may open; null when there is no limit.</param>
    /// <param name="viewersWanted">Stream viewers that are configured.</param>
    /// <param name="perAddressWanted">Connections of one address that are configured.</param>
    /// <exception cref="StartupException">There are fewer than <see cref="FilesMin"/> files.</exception>
    public static ConnectionBudget Fit(int? files, int viewersWanted, int perAddressWanted)
    {
        if (files < FilesMin)
        {
            throw new StartupException(
                $"This process may open {files} files, and needs {FilesMin} at least, {FilesFor(viewersWanted)} for all connections:"
                + " raise the limit (ulimit -n, LimitNOFILE of systemd, --ulimit nofile of a container).");
        }
        var wanted = ConnectionsMax + viewersWanted;
        var connections = (int)Math.Min(wanted, (files ?? int.MaxValue) - FilesBesides);
        var viewers = (int)((long)viewersWanted * connections / wanted);
        return new(connections, viewers, Math.Min(perAddressWanted, connections / 2));
    }

    /// <summary>Files that are needed for all connections, with that many viewers.</summary>
    public static int FilesFor(int viewersWanted) => ConnectionsMax + viewersWanted + FilesBesides;
}
