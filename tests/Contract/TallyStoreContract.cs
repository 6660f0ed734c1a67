using Petitions.Grains.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of shards promises beside the path of a signature; the same facts for both databases.</summary>
public abstract class TallyStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_new_petition_has_open_shards_of_the_first_epoch_that_counted_nothing()
    {
        await using var rig = await NewRigAsync();
        var state = await rig.Tallies.ReadShardsAsync(rig.Petition, CancellationToken.None);

        Assert.Equal((true, 1), (state!.Open, state.Epoch));
        Assert.Equal(Enumerable.Range(0, TallyShards.PerPetition).Select(shard => new TallyShard((short)shard, 0, 0)), state.Readings);
        Assert.Null(await rig.Tallies.ReadShardsAsync(rig.Petition + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Closing_and_raising_the_epoch_change_all_shards_of_one_petition()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        await rig.Tallies.SetOpenAsync(rig.Petition, open: false, CancellationToken.None);
        Assert.Equal(1, await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None));

        Assert.Equal(TallyShards.PerPetition, await rig.ScalarAsync($"SELECT count(*) FROM tally WHERE petition = {rig.Petition} AND NOT open AND epoch = 2"));
        Assert.Equal(TallyShards.PerPetition, await rig.ScalarAsync($"SELECT count(*) FROM tally WHERE petition = {other} AND open AND epoch = 1"));
        await rig.Tallies.SetOpenAsync(rig.Petition, open: true, CancellationToken.None);
        Assert.True((await rig.Tallies.ReadShardsAsync(rig.Petition, CancellationToken.None))!.Open);
    }
}

/// <summary>Shards on SQLite.</summary>
public sealed class SqliteTallyStoreTests : TallyStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>Shards on PostgreSQL.</summary>
public sealed class PostgresTallyStoreTests(PostgresServer server) : TallyStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
