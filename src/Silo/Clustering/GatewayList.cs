using System.Collections.Immutable;
using Petitions.Grains.Cluster;

namespace Petitions.Silo.Clustering;

/// <summary>
/// The gateways of the active silos. Which silos are active is in memory; the port of a silo's gateway never changes and is read from the
/// table of silos when a silo is seen for the first time. While the table cannot be read, the gateways that are known stay known.
/// </summary>
internal sealed partial class GatewayList(
    IClusterMembershipService membership, IMembershipTable table, TimeProvider time, ILogger<GatewayList> log)
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private ImmutableDictionary<SiloAddress, int> _ports = ImmutableDictionary<SiloAddress, int>.Empty;
    private int _isReading;
    private long _readAt = long.MinValue;

    /// <summary>
    /// The version of the membership, and the gateways as far as they are known. Never waits; an unknown one is looked up in the
    /// background, at most once a second.
    /// </summary>
    public (long Version, ImmutableArray<Gateway> Gateways) Current()
    {
        var snapshot = membership.CurrentSnapshot;
        var active = snapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)
            .ToList();
        var ports = _ports;
        if (active.Exists(silo => !ports.ContainsKey(silo))) ReadInBackground();
        return (snapshot.Version.Value, [.. from silo in active
                                            where ports.TryGetValue(silo, out var port) && port > 0
                                            select new Gateway(silo.Endpoint.Address.ToString(), ports[silo], silo.Generation)]);
    }

    private void ReadInBackground()
    {
        var readAt = Volatile.Read(ref _readAt);
        if (readAt != long.MinValue && time.GetElapsedTime(readAt) < ReadAgainAfter) return;
        if (Interlocked.CompareExchange(ref _isReading, 1, 0) != 0) return;
        _ = Task.Run(ReadAsync);
    }

    private async Task ReadAsync()
    {
        try
        {
            var silos = await table.ReadAllAsync();
            _ports = silos.Members.Select(member => member.Item1)
                .Where(entry => entry.Status != SiloStatus.Dead)
                .ToImmutableDictionary(entry => entry.SiloAddress, entry => entry.ProxyPort);
        }
        catch (Exception e)
        {
            LogUnread(e.Message);
        }
        finally
        {
            Volatile.Write(ref _readAt, time.GetTimestamp());
            Volatile.Write(ref _isReading, 0);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The table of silos cannot be read; front ends are told of the silos that are known: {Reason}")]
    private partial void LogUnread(string reason);
}
