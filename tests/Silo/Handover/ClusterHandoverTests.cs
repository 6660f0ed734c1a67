using System.Net;
using System.Text.Json.Nodes;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Hand-overs of two silos on one PostgreSQL, each a process.</summary>
[Collection(SequentialCollection.Name)]
public sealed class ClusterHandoverTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task When_the_silo_that_makes_a_parcel_is_killed_the_other_one_completes_it_and_loses_nobody()
    {
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var cluster = new ProcessCluster(store, servesHttp: true);
        using var shared = new ScratchFolder();
        var armed = shared.At("dies-at");
        PetitionSettings Adjust(PetitionSettings settings) => (settings with { Program = ProgramFiles.FaultyProduct })
            .With("Petition__Handover__Path", shared.Path).With("PETITION_TEST_FAULT", "dies-in-a-handover")
            .With("PETITION_TEST_FAULT_FILE", armed);
        PetitionProcess[] silos = [await cluster.AddSiloAsync(Adjust), await cluster.AddSiloAsync(Adjust)];
        using var first = await SigningClient.ConnectAsync(silos[0].Settings.PublicBaseUrl);
        using var second = await SigningClient.ConnectAsync(silos[1].Settings.PublicBaseUrl);
        await using var signing = new SteadySigning([first, second]).Start();
        Assert.True(await Waiting.UntilAsync(Patience, () => signing.History.CountOf(SigningOutcome.Acknowledged) >= 40));

        // Whichever silo makes it dies of it; the call may have been the other one's.
        await File.WriteAllTextAsync(armed, "between-lines", TestContext.Current.CancellationToken);
        using (var admin = await AdminCalls.ConnectAsync(silos[1].Settings))
        using (await new HandoverCalls(admin, first.Slug, shared.Path).TryBeginAsync())
            Assert.True(await Waiting.UntilAsync(Patience, () => silos.Any(silo => silo.HasExited)));
        var survivor = Assert.Single(silos, silo => !silo.HasExited);
        using var other = await AdminCalls.ConnectAsync(survivor.Settings);
        var handovers = new HandoverCalls(other, first.Slug, shared.Path);
        // By itself within a minute, or at once when somebody asks.
        if (!LongRun.IsOn) await BeginAgainAsync(handovers, 1);
        await handovers.CompletedAsync(1);
        Assert.Empty(Directory.GetDirectories(handovers.Folder, ".*"));

        // Those who signed at the survivor meanwhile, and everybody whose answer was lost.
        var afterwards = signing.History.CountOf(SigningOutcome.Acknowledged) + 20;
        Assert.True(await Waiting.UntilAsync(Patience, () => signing.History.CountOf(SigningOutcome.Acknowledged) >= afterwards));
        await signing.EndAsync();
        await BeginAgainAsync(handovers, 2);
        await handovers.CompletedAsync(2);
        var handedOver = handovers.SignersOf(1).Concat(handovers.SignersOf(2)).ToList();
        Assert.Equal(handedOver.Count, handedOver.Distinct().Count());
        Assert.Empty(SignersWith(signing.History, SigningOutcome.Acknowledged).Except(handedOver));
        Assert.Empty(handedOver.Except(SignersWith(signing.History, SigningOutcome.Acknowledged, SigningOutcome.Unknown)));
        Assert.Equal(handedOver.Count, (await store.ReadAsync()).TallySum);
        await ParcelCheck.VerifyAsync(handovers.FolderOf(1));
        await ParcelCheck.VerifyAsync(handovers.FolderOf(2));
    }

    [Fact]
    public async Task Without_a_shared_folder_the_other_silo_says_that_the_parcel_is_elsewhere_and_cannot_make_the_next_one()
    {
        LongRun.SkipUnlessOn();
        await using var store = await PetitionStore.CreateAsync(StoreKind.Postgres, postgres);
        await using var cluster = new ProcessCluster(store, servesHttp: true);
        PetitionProcess[] silos = [await cluster.AddSiloAsync(), await cluster.AddSiloAsync()];
        using var client = await SigningClient.ConnectAsync(silos[0].Settings.PublicBaseUrl);
        Assert.Equal(SigningOutcome.Acknowledged, (await client.SignAsync(1, RunningProgram.NewOperation())).Outcome);

        using var admin = await AdminCalls.ConnectAsync(silos[0].Settings);
        using var otherAdmin = await AdminCalls.ConnectAsync(silos[1].Settings);
        HandoverCalls[] handovers =
        [
            new(admin, client.Slug, Path.Combine(silos[0].Settings.DataPath, "handover")),
            new(otherAdmin, client.Slug, Path.Combine(silos[1].Settings.DataPath, "handover")),
        ];
        Assert.Equal(1, await handovers[0].BeginAsync());
        await handovers[1].CompletedAsync(1);
        var maker = Array.FindIndex(handovers, one => Directory.Exists(one.FolderOf(1)));
        var other = 1 - maker;
        Assert.Equal(HttpStatusCode.OK, await handovers[maker].StatusOfFileAsync(1, "signatures.csv"));
        Assert.Equal(HttpStatusCode.Conflict, await handovers[other].StatusOfFileAsync(1, "signatures.csv"));

        using var left = await SigningClient.ConnectAsync(silos[other].Settings.PublicBaseUrl);
        await silos[maker].KillHardAsync();
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            (await left.SignAsync(2, RunningProgram.NewOperation())).Outcome == SigningOutcome.Acknowledged));
        await BeginAgainAsync(handovers[other], 2);
        JsonObject? last = null;
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            (last = await handovers[other].ShowAsync(2))["failure"] is not null), $"{last}");
        Assert.Contains("is not here. Bring it back, or set Petition__Handover__Path", (string)last!["failure"]!, StringComparison.Ordinal);
    }

    // Until the dead silo is noticed, calls may be refused.
    private static async Task BeginAgainAsync(HandoverCalls handovers, int number)
    {
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            using var answer = await handovers.TryBeginAsync();
            return answer is { StatusCode: HttpStatusCode.Accepted };
        }));
        Assert.Equal(number, (int)(await handovers.ShowAsync(number))["number"]!);
    }

    private static HashSet<int> SignersWith(SigningHistory history, params SigningOutcome[] outcomes) =>
        [.. history.Attempts.Where(attempt => outcomes.Contains(attempt.Answer.Outcome)).Select(attempt => attempt.Signer)];
}
