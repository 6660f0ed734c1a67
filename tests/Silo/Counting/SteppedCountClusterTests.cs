using Petitions.Grains.Documents;
using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Counting;

public sealed class SteppedCountClusterTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_count_in_steps_moves_with_its_version_and_by_the_same_steps()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2);
        var exact = SamplePetition.Document();
        await cluster.PetitionGrain.Publish(exact with { Facts = exact.Facts with { Counter = CounterDisplay.Steps } });
        await Task.WhenAll(Enumerable.Range(0, 985).Select(signer => SignAsync(cluster, signer)));
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await cluster.PetitionGrain.Tally())!.Count == 980));

        var shown = new HashSet<(long Count, long Version)>();
        for (var signer = 985; signer < 1_115; signer++)
        {
            await SignAsync(cluster, signer);
            if (signer == 1_050) await MoveAsync(cluster);
            var tally = (await cluster.PetitionGrain.Tally())!;
            shown.Add((tally.Count, tally.Version));
        }
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            var tally = (await cluster.PetitionGrain.Tally())!;
            shown.Add((tally.Count, tally.Version));
            return tally.Count == 1_100;
        }));
        Assert.Equal([980, 990, 1_000, 1_100], shown.OrderBy(one => one.Version).Select(one => one.Count));
        Assert.Equal(4, shown.Select(one => one.Version).Distinct().Count());
        Assert.Equal(1_100, (await cluster.PetitionGrain.History())!.Total);

        // An exact counter afterwards has a higher version.
        var steps = (await cluster.PetitionGrain.Tally())!.Version;
        await cluster.PetitionGrain.Publish(exact);
        Assert.True((await cluster.PetitionGrain.Tally())!.Version > steps);
        Assert.True(await Waiting.UntilAsync(Patience, async () => (await cluster.PetitionGrain.Tally())!.Count == 1_115));
    }

    // The grain leaves memory, and the next call activates it anew.
    private static async Task MoveAsync(PetitionCluster cluster)
    {
        var management = cluster.Silos.Client.GetGrain<IManagementGrain>(0);
        var before = await management.GetActivationAddress(cluster.PetitionGrain);
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
        {
            // Again: a grain that was called at that moment stays.
            await management.ForceActivationCollection(TimeSpan.Zero);
            return !Equals(before, await management.GetActivationAddress(cluster.PetitionGrain));
        }));
    }

    private static async Task SignAsync(PetitionCluster cluster, int signer)
    {
        var signature = SamplePetition.Signature(cluster.Petition.Id, email: $"signer{signer}@example.org");
        Assert.Equal(SignOutcome.Accepted, (await cluster.SignAsync(signature)).Outcome);
    }
}
