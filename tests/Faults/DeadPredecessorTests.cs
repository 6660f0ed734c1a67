using System.Globalization;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>All silos are killed, so nobody is left to declare them dead, and one is started.</summary>
[Collection(SequentialCollection.Name)]
public sealed class DeadPredecessorTests(PostgresServer postgres)
{
    // The target is 10 s after a start that has nothing to wait for; more for busy machines. It was 80 to 96 s.
    private static readonly TimeSpan WaitsMax = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(2, "at one of the old addresses")]
    [InlineData(2, "at a new address")]
    [InlineData(1, "at a new address")]
    public async Task A_silo_that_starts_after_all_were_killed_does_not_wait_for_the_dead(int silos, string where)
    {
        if ((silos, where) is (2, "at a new address")) LongRun.SkipUnlessOn();
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var cluster = new ProcessCluster(store, servesHttp: true);
        var killed = new List<PetitionProcess>();
        while (killed.Count < silos) killed.Add(await cluster.AddSiloAsync());
        // It joins a living one, or an empty list.
        var usual = killed[^1].ReadyAfter;
        foreach (var silo in killed) await silo.KillHardAsync();

        var next = await cluster.AddSiloAsync(settings =>
            where == "at a new address" ? settings
                : settings with { SiloPort = killed[0].Settings.SiloPort, GatewayPort = killed[0].Settings.GatewayPort });

        LongRun.Report(FormattableString.Invariant($"{silos} of {silos} silos killed, one started {where}: ready after ")
            + FormattableString.Invariant($"{next.ReadyAfter.TotalSeconds:0.0} s, {usual.TotalSeconds:0.0} s without predecessors"));
        Assert.InRange(next.ReadyAfter - usual, TimeSpan.MinValue, WaitsMax);
        Assert.DoesNotContain(next.OutputLines, line => line.Contains("Orleans.", StringComparison.Ordinal));
        Assert.InRange(next.OutputLines.Count(line => line.Contains("Waiting for an answer of the silos at", StringComparison.Ordinal)),
            0, 1);
        using var client = await SigningClient.ConnectAsync(next.Settings.PublicBaseUrl);
        Assert.Equal(SigningOutcome.Acknowledged, (await client.SignAsync(1, RunningProgram.NewOperation())).Outcome);
    }

    [Fact]
    public async Task A_silo_that_waits_says_for_whom()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var cluster = new ProcessCluster(store, servesHttp: true);
        var first = await cluster.AddSiloAsync();
        // It still gives signs of life when the other one starts, and then stands still.
        var next = cluster.StartSilo();
        Assert.True(await Waiting.UntilAsync(TimeSpan.FromSeconds(30), async () => await JoiningAsync(store) > 0), next.Transcript);
        first.StandStill();

        await next.WaitReadyAsync();
        var waits = string.Create(
            CultureInfo.InvariantCulture, $"Waiting for an answer of the silos at 127.0.0.1:{first.Settings.SiloPort}");
        Assert.Single(next.OutputLines, line => line.Contains(waits, StringComparison.Ordinal));
    }

    private static async Task<long> JoiningAsync(PetitionStore store)
    {
        await using var connection = await store.ConnectAsync();
        await using var command = connection.CreateCommand();
        // 2 is a silo that joins.
        command.CommandText = "SELECT count(*) FROM orleansmembershiptable WHERE status = 2";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
