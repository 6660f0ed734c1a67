using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Settings;

namespace Petitions.Bench.Comparison.Load;

/// <summary>Load before the first measurement. A server stands still afterwards until it is measured.</summary>
internal static class WarmUp
{
    /// <summary>The petition that is signed meanwhile; every server publishes it.</summary>
    public static readonly SignedPetitions Petition = new("warm-up");

    private const string Run = "warm";

    /// <summary>Until the code is compiled as it will stay.</summary>
    public static async Task RunAsync(Server server, int seconds, CancellationToken cancel)
    {
        await server.WaitReadyAsync(cancel);
        await new SigningLoad(SigningMode.Mixed.Signers, Petition, Run).RunAsync(server, seconds, cancel);
        server.Pause();
    }

    /// <summary>All at the same time, for a second.</summary>
    public static async Task RunBrieflyAsync(IReadOnlyList<Server> servers, CancellationToken cancel)
    {
        foreach (var server in servers) await server.WaitReadyAsync(cancel);
        var load = new SigningLoad(SigningMode.New.Signers, Petition, Run);
        await Task.WhenAll(servers.Select(server => load.RunBrieflyAsync(server, cancel)));
        foreach (var server in servers) server.Pause();
    }
}
