using System.Diagnostics;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>
/// A silo that says nothing any more while its connections stay open: it stands still, or its network is cut. Signers come at a constant
/// rate through front ends of their own, or through the other silos.
/// </summary>
[Collection(SequentialCollection.Name)]
public sealed class SilentSiloTests(PostgresServer postgres)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3), HealsWithin = TimeSpan.FromSeconds(20),
        Watched = TimeSpan.FromSeconds(30), LeavesWithin = TimeSpan.FromSeconds(20), CountedWithin = TimeSpan.FromSeconds(35);

    [Theory]
    [InlineData("stands still", 2, true)]
    [InlineData("stands still", 2, false)]
    [InlineData("stands still", 3, true)]
    [InlineData("stands still", 3, false)]
    [InlineData("is cut off", 2, true)]
    [InlineData("is cut off", 2, false)]
    [InlineData("is cut off", 3, true)]
    [InlineData("is cut off", 3, false)]
    public async Task Everybody_is_served_20_s_after_a_silo_falls_silent_and_it_leaves_by_itself(
        string fault, int silos, bool hasFrontends)
    {
        if ((fault, silos, hasFrontends) is not ("stands still", 2, true)) LongRun.SkipUnlessOn();
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var network = SiloNetwork.Create(store.Settings.PostgresConnectionString!);
        await using var cluster = new ProcessCluster(store, servesHttp: !hasFrontends);
        var living = new List<PetitionProcess>();
        while (living.Count < silos - 1)
            living.Add(await cluster.AddSiloAsync(settings => settings.With("Petition__Cluster__Address", network.Here)));
        var silent = await cluster.AddSiloAsync(settings => settings.With("Petition__Cluster__Address", network.There) with
        {
            NetworkNamespace = network.Name, HttpAddress = network.There, PostgresConnectionString = network.ConnectionString,
        });
        var fronts = living;
        if (hasFrontends)
        {
            // The first names the silent silo only: it learns of the others from it.
            fronts =
            [
                await cluster.AddFrontendAsync($"{network.There}:{silent.Settings.GatewayPort}"),
                await cluster.AddFrontendAsync($"{network.Here}:{living[0].Settings.GatewayPort}"),
            ];
        }
        var clients = new List<SigningClient>();
        foreach (var front in fronts) clients.Add(await SigningClient.ConnectAsync(front.Settings.PublicBaseUrl));
        await using var readiness = new ReadinessWatch(fronts);
        await using var signing = new SteadySigning(clients).Start();
        await Task.Delay(Usual, TestContext.Current.CancellationToken);

        var silentAt = Stopwatch.GetTimestamp();
        if (fault == "stands still") silent.StandStill();
        else network.Pull();
        await Task.Delay(Watched, TestContext.Current.CancellationToken);
        var resumed = Stopwatch.GetTimestamp();
        if (fault == "stands still") silent.GoOn();
        else network.PlugIn();

        var hasLeft = await silent.WaitExitAsync(LeavesWithin);
        var left = Stopwatch.GetElapsedTime(resumed);
        await Task.Delay(Usual, TestContext.Current.CancellationToken);
        await signing.EndAsync();

        var healed = signing.LastFailureAfter(silentAt);
        var during = signing.Between(silentAt, resumed);
        LongRun.Report(FormattableString.Invariant($"one of {silos} silos {fault}{(hasFrontends ? ", front ends of their own" : "")}: ")
            + FormattableString.Invariant($"{during.Count(call => call.Answer.Outcome != SigningOutcome.Acknowledged)} of ")
            + FormattableString.Invariant($"{during.Count} calls failed, the last {healed.TotalSeconds:0.0} s after it; ")
            + FormattableString.Invariant($"not ready {readiness.NotReady.TotalSeconds:0.0} s; left {left.TotalSeconds:0.0} s after"));
        Assert.True(healed <= HealsWithin, $"The last failure was {healed} after the fault:\n{string.Join('\n', cluster.Transcripts)}");
        Assert.True(hasLeft, $"The silo went on:\n{silent.Transcript}");
        Assert.NotEqual(0, silent.ExitCode);
        Assert.Contains(silent.OutputLines, line => line.Contains("have declared this one dead", StringComparison.Ordinal));
        Assert.True(readiness.NotReady == TimeSpan.Zero, $"Not ready for {readiness.NotReady}: {readiness.Reason}");
        // What waited in its queues while it was silent it commits before it ends, and has no time to report: the count is exact when the
        // shards are read again.
        Assert.True(await Waiting.UntilAsync(
            CountedWithin, async () => await clients[0].CountAsync() == (await store.ReadAsync()).Rows.Count));
        Assert.Empty(await new DatabaseAudit(store, clients[0], signing.History).RunAsync(replay: true));
        foreach (var client in clients) client.Dispose();
    }
}
