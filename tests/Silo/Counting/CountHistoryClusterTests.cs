using Petitions.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Counting;

public sealed class CountHistoryClusterTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_history_starts_at_publication_and_continues_after_its_silo_is_killed()
    {
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2);
        Assert.True(await Waiting.UntilAsync(Patience, async () => await PointsAsync(cluster) == 1), "the history has no beginning");
        Assert.Equal(0, await cluster.ScalarAsync("SELECT max(total) FROM count_history"));
        await SignAsync(cluster, 1, 10);

        var management = cluster.Silos.Client.GetGrain<IManagementGrain>(0);
        var home = await management.GetActivationAddress(cluster.PetitionGrain);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos.Single(silo => silo.SiloAddress.Equals(home)));
        await SignAsync(cluster, 11, 20);

        // The next activation, on the other silo, looks at once; what it stores stands beside what was there.
        Assert.True(await Waiting.UntilAsync(Patience, async () =>
            await cluster.ScalarAsync("SELECT max(total) FROM count_history") > 0 || await TouchAsync(cluster)));
        Assert.True(await PointsAsync(cluster) >= 2);
        Assert.Equal(0, await cluster.ScalarAsync("SELECT min(total) FROM count_history"));
        // The silo that is left reports what it committed a moment later.
        Assert.True(await Waiting.UntilAsync(Patience, async () => await cluster.PetitionGrain.History() is { Total: 20 }));
        Assert.Equal(0, (await cluster.PetitionGrain.History())!.Points[0].Total);
    }

    private static Task<long> PointsAsync(PetitionCluster cluster) => cluster.ScalarAsync("SELECT count(*) FROM count_history");

    // A call activates the petition's grain where it now belongs; while nobody has noticed that its home died, the call fails.
    private static async Task<bool> TouchAsync(PetitionCluster cluster)
    {
        try
        {
            await cluster.PetitionGrain.Tally();
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
        }
        return false;
    }

    private static async Task SignAsync(PetitionCluster cluster, int from, int to)
    {
        for (var signer = from; signer <= to; signer++)
        {
            var signature = SamplePetition.Signature(cluster.Petition.Id, email: $"signer{signer}@example.org");
            Assert.True(await Waiting.UntilAsync(Patience, async () =>
                (await cluster.SignAsync(signature)).Outcome == SignOutcome.Accepted));
        }
    }
}
