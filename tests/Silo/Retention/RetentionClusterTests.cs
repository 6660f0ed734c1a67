using Microsoft.Extensions.DependencyInjection;
using Petitions.Grains.Keys;
using Petitions.Grains.Signing;
using Petitions.Tests.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Retention;

/// <summary>The end of a petition's keys in a cluster: in every silo, and whatever fails in between.</summary>
public sealed class RetentionClusterTests(PostgresServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Every_silo_forgets_the_keys_and_nothing_is_destroyed_before_its_time()
    {
        var time = new ShiftedTime();
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 2, time);
        for (var i = 0; i < 20; i++)
            Assert.Equal(SignOutcome.Accepted, (await cluster.SignAsync(SomePetition.Signature(cluster.Petition.Id, email: $"s{i}@example.org"))).Outcome);
        var keyrings = cluster.Silos.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IPetitionKeyring>()).ToArray();
        foreach (var keyring in keyrings) Assert.NotNull(await FindAsync(keyring, cluster));

        Assert.Null((await cluster.PetitionGrain.DestroyKeysWhenDue())!.KeysDestroyedAt);
        await cluster.PetitionGrain.SetOpen(false);
        time.Advance(TimeSpan.FromDays(89));
        Assert.Null((await cluster.PetitionGrain.DestroyKeysWhenDue())!.KeysDestroyedAt);
        Assert.Equal(1, await KeysAsync(cluster));
        // Nothing is noted about data that is there.
        Assert.Null((await cluster.PetitionGrain.DataEmptied())!.DataEmptiedAt);

        time.Advance(TimeSpan.FromDays(1));
        var terms = await cluster.PetitionGrain.DestroyKeysWhenDue();
        Assert.NotNull(terms!.KeysDestroyedAt);
        Assert.Equal(terms.Revision, (await cluster.PetitionGrain.DestroyKeysWhenDue())!.Revision);
        Assert.Equal(0, await KeysAsync(cluster));
        foreach (var keyring in keyrings)
            Assert.True(await Waiting.UntilAsync(Patience, async () => await FindAsync(keyring, cluster) is null));
        Assert.Equal(20, (await cluster.PetitionGrain.Tally())!.Count);
        Assert.Equal(terms.Revision, (await cluster.PetitionGrain.SetOpen(true))!.Revision);
        Assert.Equal(0, await cluster.ScalarAsync("SELECT count(*) FROM tally WHERE open"));
    }

    [Theory, InlineData("tally"), InlineData("orleansstorage"), InlineData("catalogue"), InlineData("petition")]
    public async Task Keys_are_destroyed_by_the_next_call_when_the_first_one_fails_on_its_way(string unwritable)
    {
        var time = new ShiftedTime();
        await using var cluster = await PetitionCluster.StartAsync(server, silos: 1, time);
        await cluster.PetitionGrain.SetOpen(false);
        time.Advance(TimeSpan.FromDays(90));

        await using (await cluster.LockAsync(unwritable)) await Assert.ThrowsAnyAsync<Exception>(() => cluster.PetitionGrain.DestroyKeysWhenDue());
        Assert.Equal(1, await KeysAsync(cluster));

        Assert.True(await Waiting.UntilAsync(Patience, async () => await TryDestroyAsync(cluster)));
        Assert.Equal(0, await KeysAsync(cluster));
        Assert.Equal(1, await cluster.ScalarAsync("SELECT count(*) FROM petition WHERE terms LIKE '%\"KeysDestroyedAt\":\"%'"));
    }

    // A grain that is just going away after its failure may fail the next call, too.
    private static async Task<bool> TryDestroyAsync(PetitionCluster cluster)
    {
        try
        {
            return await cluster.PetitionGrain.DestroyKeysWhenDue() is { KeysDestroyedAt: not null };
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            return false;
        }
    }

    private static ValueTask<PetitionKeys?> FindAsync(IPetitionKeyring keyring, PetitionCluster cluster) =>
        keyring.FindAsync(cluster.Petition.Id, cluster.Petition.Slug);

    private static Task<long> KeysAsync(PetitionCluster cluster) => cluster.ScalarAsync("SELECT count(wrapped_key) FROM petition");
}
