using Petitions.Grains.Signing;
using Petitions.Tests.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Clustering;

public sealed class ClusterTests(PostgresServer server)
{
    private const int Signers = 10_000, InFlightMax = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_count_is_exact_while_silos_join_and_leave()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2);
        var work = Enumerable.Range(0, Signers).Concat(Enumerable.Range(0, Signers * 3 / 10)).ToArray();
        Random.Shared.Shuffle(work);

        var half = work.Length / 2;
        var joining = Task.Run(() => cluster.Silos.StartAdditionalSiloAsync());
        // Again, for as long as it takes.
        do await SignAllAsync(cluster, work[..half]);
        while (!joining.IsCompleted);
        await joining;

        var rows = await RowsAsync(cluster);
        var signing = Task.Run(() => SignAllAsync(cluster, work[half..]));
        Assert.True(await Waiting.UntilAsync(Patience, async () => await RowsAsync(cluster) >= rows + 100));
        Assert.False(signing.IsCompleted, "the load ended before a silo was stopped");
        await cluster.Silos.StopSiloAsync(cluster.Silos.Silos[1]);
        await signing;

        Assert.Equal(Signers, await RowsAsync(cluster));
        Assert.Equal(Signers, await cluster.ScalarAsync("SELECT sum(counted) FROM tally"));
        Assert.True(await Waiting.UntilAsync(
            TimeSpan.FromSeconds(10), async () => (await cluster.PetitionGrain.Tally())!.Count == Signers), "the count that is shown is not that of the rows");
    }

    [Fact]
    public async Task After_a_join_no_signer_answers_from_two_activations()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2);
        var work = Enumerable.Range(0, 400).ToArray();
        await SignAllAsync(cluster, work);
        await cluster.Silos.StartAdditionalSiloAsync();
        await cluster.Silos.WaitForLivenessToStabilizeAsync();

        for (var round = 0; round < 3; round++) await SignAllAsync(cluster, work);
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await ActivationsAsync(cluster)).Values.All(silos => silos.Count == 1)));
        var homes = await ActivationsAsync(cluster);
        Assert.Equal(work.Length, homes.Count);
        Assert.Equal(3, homes.Values.SelectMany(silos => silos).Distinct().Count());

        // And it stays so when all of them are called again.
        await SignAllAsync(cluster, work);
        Assert.All((await ActivationsAsync(cluster)).Values, silos => Assert.Single(silos));
    }

    [Fact]
    public async Task A_close_is_exact_and_a_stored_operation_keeps_its_answer()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2);
        var signature = SomePetition.Signature(cluster.Petition.Id);
        var first = await cluster.SignAsync(signature);
        var signing = Task.Run(() => SignAllAsync(cluster, [.. Enumerable.Range(0, 2_000)], mayBeClosed: true));
        Assert.True(await Waiting.UntilAsync(Patience, async () => await RowsAsync(cluster) > 100));
        await cluster.PetitionGrain.SetOpen(false);
        var atClose = (await cluster.PetitionGrain.Tally())!.Count;
        await signing;

        Assert.InRange(atClose, 100, 2_000);
        Assert.Equal(atClose, await RowsAsync(cluster));
        Assert.Equal(atClose, await cluster.ScalarAsync("SELECT sum(counted) FROM tally"));
        Assert.Equal(first, await cluster.SignAsync(signature));
        Assert.Equal(SignOutcome.NotOpen, (await cluster.SignAsync(SomePetition.Signature(cluster.Petition.Id, email: "late@example.org"))).Outcome);

        await cluster.PetitionGrain.SetOpen(true);
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            (await cluster.SignAsync(SomePetition.Signature(cluster.Petition.Id, email: "late@example.org"))).Outcome == SignOutcome.Accepted));
    }

    [Theory]
    [InlineData("catalogue")]
    [InlineData("orleansstorage")]
    public async Task A_close_that_failed_half_way_is_completed_by_the_next_call(string unwritable)
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 1);
        await using (await cluster.LockAsync(unwritable)) await Assert.ThrowsAnyAsync<Exception>(() => cluster.PetitionGrain.SetOpen(false));

        Assert.True((await cluster.PetitionGrain.SetOpen(false))!.ClosedByAdmin);
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            await cluster.ScalarAsync("SELECT count(*) FROM petition WHERE terms LIKE '%\"ClosedByAdmin\":true%'") == 1));

        await using (await cluster.LockAsync(unwritable)) await Assert.ThrowsAnyAsync<Exception>(() => cluster.PetitionGrain.SetOpen(true));
        Assert.False((await cluster.PetitionGrain.SetOpen(true))!.ClosedByAdmin);
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            (await cluster.SignAsync(SomePetition.Signature(cluster.Petition.Id))).Outcome == SignOutcome.Accepted));
    }

    [Fact]
    public async Task A_changed_text_is_a_new_version_and_changed_goals_are_not()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 1);
        Assert.Equal(1, (await cluster.PetitionGrain.Publish(SomePetition.Document())).Revision);

        var goals = await cluster.PetitionGrain.Publish(SomePetition.Document(goals: [10, 20]));
        Assert.Equal((2, 1), (goals.Revision, goals.CurrentVersion));
        var text = await cluster.PetitionGrain.Publish(SomePetition.Document(letter: "Dear all, please", goals: [10, 20]));
        Assert.Equal((3, 2), (text.Revision, text.CurrentVersion));
        Assert.Equal(text.Versions.Length, await cluster.ScalarAsync("SELECT count(DISTINCT version) FROM document"));
        Assert.Equal(4, await cluster.ScalarAsync("SELECT count(*) FROM consent_record"));

        var seenOld = SomePetition.Signature(text.Id) with { Document = new SeenDocument("en", 1) };
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await cluster.SignAsync(seenOld)).Outcome == SignOutcome.Accepted));
        Assert.Equal(1, await cluster.ScalarAsync("SELECT document_version FROM signature"));
    }

    [Fact]
    public async Task A_signer_with_too_many_waiting_calls_is_told_so_and_signs_once()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => cluster.SignAsync(SomePetition.Signature(cluster.Petition.Id)))));
        Assert.All(answers, answer => Assert.True(answer.Outcome is SignOutcome.Accepted or SignOutcome.TooManyWaiting, answer.Outcome.ToString()));
        Assert.Contains(answers, answer => answer.Outcome == SignOutcome.Accepted);
        Assert.Equal(1, await RowsAsync(cluster));
    }

    private static Task<long> RowsAsync(PetitionCluster cluster) => cluster.ScalarAsync("SELECT count(*) FROM signature");

    private static async Task SignAllAsync(PetitionCluster cluster, int[] signers, bool mayBeClosed = false)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = InFlightMax, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(signers, limits, async (signer, _) =>
        {
            var signature = SomePetition.Signature(cluster.Petition.Id, email: $"signer{signer}@example.org");
            while (true)
            {
                var answer = await cluster.SignAsync(signature);
                if (answer.Outcome == SignOutcome.Accepted || mayBeClosed && answer.Outcome == SignOutcome.NotOpen) return;
                Assert.True(answer.Outcome is SignOutcome.Unknown or SignOutcome.TooManyWaiting or SignOutcome.Overloaded, answer.Outcome.ToString());
            }
        });
    }

    // Where each signer is active now, as the silos themselves say.
    private static async Task<Dictionary<GrainId, List<SiloAddress>>> ActivationsAsync(PetitionCluster cluster)
    {
        var management = cluster.Silos.Client.GetGrain<IManagementGrain>(0);
        var all = await management.GetDetailedGrainStatistics();
        return all.Where(grain => grain.GrainType.Contains(nameof(SignerGrain), StringComparison.Ordinal))
            .GroupBy(grain => grain.GrainId).ToDictionary(grain => grain.Key, grain => grain.Select(one => one.SiloAddress).ToList());
    }
}
