using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Faults;

/// <summary>Two silos without HTTP and two front ends without a database, each a process of its own, as the README starts them.</summary>
[Collection(PatientProcesses.Name)]
public sealed class ClusterProcessTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Nothing_is_lost_or_double_when_one_of_two_silos_is_killed()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        using var secondFolder = new ScratchFolder();
        var keys = Path.Combine(store.Settings.DataPath, "keys");
        var shared = store.Settings.With("Petition__Cluster__Provider", "postgres").With("Petition__Keys__Path", keys).With("Petition__Http__Enabled", "false");
        var silos = new[] { shared, shared with { DataPath = secondFolder.Path, PublicPort = FreePort.Next(), AdminPort = FreePort.Next(), SiloPort = FreePort.Next(), GatewayPort = FreePort.Next() } };
        var gateways = string.Join(';', silos.Select(silo => $"127.0.0.1:{silo.GatewayPort}"));

        // The first makes the keys and the tables; both could, but whoever reads a log likes an order.
        await using var first = await StartSiloAsync(silos[0]);
        await using var second = await StartSiloAsync(silos[1]);
        await using var front = await PetitionProcess.StartReadyAsync(Frontend(keys, gateways));
        await using var otherFront = await PetitionProcess.StartReadyAsync(Frontend(keys, gateways));
        using var client = await SigningClient.ConnectAsync(front.Settings.PublicBaseUrl);
        using var otherClient = await SigningClient.ConnectAsync(otherFront.Settings.PublicBaseUrl);

        var history = new SigningHistory();
        var load = new SigningLoad(history, Environment.TickCount);
        // The load repeats what it sent just now, whichever front end it went through.
        var running = load.RunAsync([client, otherClient], round: 1);
        Assert.True(await Waiting.UntilAsync(Patience, () => history.CountOf(SigningOutcome.Acknowledged) > 2_000), first.Transcript);
        await second.KillHardAsync();
        var atKill = history.CountOf(SigningOutcome.Acknowledged);
        Assert.True(await Waiting.UntilAsync(Patience, () => history.CountOf(SigningOutcome.Acknowledged) > atKill + 2_000), front.Transcript);
        load.Stop();
        await running;

        Assert.Empty(await new DatabaseAudit(store, client, history).RunAsync(replay: true));
        Assert.True(await Waiting.UntilAsync(Patience, async () => await client.CountAsync() == await otherClient.CountAsync()));
        LongRun.Report($"one of two silos killed: {history.CountOf(SigningOutcome.Acknowledged)} acknowledged, {history.CountOf(SigningOutcome.Unknown)} unknown, {history.CountOf(SigningOutcome.Refused)} refused");
    }

    private static async Task<PetitionProcess> StartSiloAsync(PetitionSettings settings)
    {
        // It answers staff only, and health there.
        var process = PetitionProcess.Start(settings with { PublicPort = settings.AdminPort });
        await process.WaitReadyAsync();
        return process;
    }

    private static PetitionSettings Frontend(string keys, string gateways) =>
        new PetitionSettings { Program = ProgramFiles.Frontend, DataPath = Path.GetDirectoryName(keys)! }
            .With("Petition__Keys__Path", keys).With("Petition__Cluster__Gateways", gateways).With("Petition__Admin__Urls", null);
}
