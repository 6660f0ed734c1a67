using System.Net;
using Orleans.Messaging;
using Petitions.Frontend.Signing;

namespace Petitions.Frontend.ClusterClient;

/// <summary>
/// Tells Orleans' client which gateways to call. It asks twice a second; it closes connections to gateways that are not in the list any
/// more, and then calls that may have gone through one of them are made again.
/// </summary>
internal sealed partial class GatewayListProvider(
    GatewaySeeds seeds, GatewayTable table, GatewayLossSignal lost, TimeProvider time, ILogger<GatewayListProvider> log)
    : IGatewayListProvider
{
    /// <summary>How often Orleans' client asks.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromMilliseconds(500);

    // After it the client has taken over the new list.
    private static readonly TimeSpan TakenOverAfter = TimeSpan.FromMilliseconds(50);

    private bool _hasSaidUnresolved;

    /// <summary>How long the client leaves out a gateway that refused its connection.</summary>
    public TimeSpan MaxStaleness => GatewayTable.TryAgainAfterMin - TimeSpan.FromSeconds(1);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        if (!table.HasSeeds) await ResolveAsync();
        var selection = table.Select();
        foreach (var gateway in selection.Found) LogFound(gateway);
        foreach (var gateway in selection.Lost) LogLost(gateway);
        foreach (var gateway in selection.Replaced) LogReplaced(gateway);
        // The client closes the connections to both.
        if (!selection.Lost.IsEmpty || !selection.Replaced.IsEmpty) _ = RaiseLostAsync();
        return [.. selection.Listed.Select(gateway => new Uri($"gwy.tcp://{gateway}/0"))];
    }

    private async Task ResolveAsync()
    {
        var (gateways, unresolved) = await seeds.ResolveAsync(CancellationToken.None);
        table.SetSeeds(gateways);
        if (unresolved.IsEmpty || _hasSaidUnresolved) return;
        _hasSaidUnresolved = true;
        LogUnresolved(string.Join(", ", unresolved));
    }

    private async Task RaiseLostAsync()
    {
        await Task.Delay(TakenOverAfter, time);
        lost.Raise();
    }

    [LoggerMessage(LogLevel.Information, "Calls go through the gateway at {Gateway} from now on.")]
    private partial void LogFound(IPEndPoint gateway);

    [LoggerMessage(LogLevel.Warning, "The gateway at {Gateway} does not answer or is no longer a part of the cluster: calls go through"
        + " others.")]
    private partial void LogLost(IPEndPoint gateway);

    [LoggerMessage(LogLevel.Information, "The gateway at {Gateway} has named the silos' own addresses: calls go through these.")]
    private partial void LogReplaced(IPEndPoint gateway);

    [LoggerMessage(LogLevel.Warning, "Petition__Cluster__Gateways has names without an address: {Names}. They are looked up again.")]
    private partial void LogUnresolved(string names);
}
