using Petitions.Grains.Counting;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of shards promises beside the path of a signature; the same facts for both databases.</summary>
public abstract class TallyStoreContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_new_petition_has_open_shards_of_the_first_epoch_that_counted_nothing()
    {
        await using var fixture = await NewStoreAsync();
        var state = await fixture.Tallies.ReadShardsAsync(fixture.Petition, CancellationToken.None);

        Assert.Equal((true, 1), (state!.Open, state.Epoch));
        Assert.Equal(Enumerable.Range(0, TallyShards.PerPetition).Select(shard => new TallyShard((short)shard, 0, 0)), state.Readings);
        Assert.Null(await fixture.Tallies.ReadShardsAsync(fixture.Petition + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Closing_and_raising_the_epoch_change_all_shards_of_one_petition()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);
        Assert.Equal(1, await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None));

        Assert.Equal(TallyShards.PerPetition, await fixture.ScalarAsync($"SELECT count(*) FROM tally WHERE petition = {fixture.Petition} "
            + "AND NOT open AND epoch = 2"));
        Assert.Equal(TallyShards.PerPetition, await fixture.ScalarAsync($"SELECT count(*) FROM tally WHERE petition = {other} AND open "
            + "AND epoch = 1"));
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: true, CancellationToken.None);
        Assert.True((await fixture.Tallies.ReadShardsAsync(fixture.Petition, CancellationToken.None))!.Open);
    }
}

/// <summary>Shards on SQLite.</summary>
public sealed class SqliteTallyStoreTests : TallyStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Shards on PostgreSQL.</summary>
public sealed class PostgresTallyStoreTests(PostgresServer server) : TallyStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
