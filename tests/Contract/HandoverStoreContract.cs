using Petitions.Grains.Counting;
using Petitions.Grains.Handover;
using Petitions.Grains.Ledger;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of hand-overs promises; the same facts for both databases.</summary>
public abstract class HandoverStoreContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    private static readonly HandoverRequest Request = new("admin", Letters: true, Rehearsal: false);

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task The_cut_off_raises_every_shard_and_two_callers_begin_one_hand_over()
    {
        await using var fixture = await NewStoreAsync();
        var store = new HandoverTable(fixture.Database);
        var begun = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.BeginAsync(fixture.Petition, Now, Request, default)));
        Assert.All(begun, one => Assert.Equal((1, begun[0].CutOff), (one.Number, one.CutOff)));
        Assert.Equal((Now, "admin", null), (begun[0].BegunAt, begun[0].BegunBy, begun[0].CompletedAt));
        var epoch = (await fixture.Tallies.ReadShardsAsync(fixture.Petition, default))!.Epoch;
        Assert.True(epoch > begun[0].CutOff);
        Assert.Equal(
            TallyShards.PerPetition,
            await fixture.ScalarAsync($"SELECT count(*) FROM tally WHERE petition = {fixture.Petition} AND epoch = {epoch}"));
        Assert.Equal([fixture.Petition], await store.UnderWayAsync(default));
    }

    [Fact]
    public async Task What_has_ended_is_not_ended_anew_and_the_next_one_has_the_next_number()
    {
        await using var fixture = await NewStoreAsync();
        var store = new HandoverTable(fixture.Database);
        var begun = await store.BeginAsync(fixture.Petition, Now, Request, default);
        var ended = begun with { CompletedAt = Now.AddMinutes(1), Signatures = 7, Fingerprint = "f", Files = ["a", "b"] };
        await store.EndAsync(fixture.Petition, ended, default);
        await store.EndAsync(fixture.Petition, ended with { Signatures = 8, Fingerprint = "g", Files = [] }, default);
        var stored = Assert.Single(await store.ListAsync(fixture.Petition, default));
        Assert.Equal((7L, "f", Now.AddMinutes(1)), (stored.Signatures, stored.Fingerprint, stored.CompletedAt));
        Assert.Equal(["a", "b"], stored.Files);
        Assert.Empty(await store.UnderWayAsync(default));

        var next = await store.BeginAsync(fixture.Petition, Now, Request, default);
        Assert.Equal((2, begun.CutOff + 1), (next.Number, next.CutOff));
        await store.EndAsync(fixture.Petition, next with { CompletedAt = Now, Refusal = "Nobody." }, default);
        Assert.Equal([null, "Nobody."], (await store.ListAsync(fixture.Petition, default)).Select(one => one.Refusal));
    }

    [Fact]
    public async Task New_is_what_was_counted_after_the_cut_off()
    {
        await using var fixture = await NewStoreAsync();
        var store = new HandoverTable(fixture.Database);
        Assert.False(await store.HasNewAsync(fixture.Petition, 0, default));
        await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], 0, default);
        Assert.True(await store.HasNewAsync(fixture.Petition, 0, default));
        var begun = await store.BeginAsync(fixture.Petition, Now, Request, default);
        Assert.False(await store.HasNewAsync(fixture.Petition, begun.CutOff, default));
        await fixture.First.CommitAsync([SampleEntry.Of(await fixture.AddPetitionAsync("other-petition"))], 0, default);
        Assert.False(await store.HasNewAsync(fixture.Petition, begun.CutOff, default));
        await fixture.First.CommitAsync([SampleEntry.Of(fixture.Petition)], 0, default);
        Assert.True(await store.HasNewAsync(fixture.Petition, begun.CutOff, default));
        await fixture.ExecuteAsync($"UPDATE signature SET state = {(short)SignatureState.Withdrawn} WHERE epoch > {begun.CutOff}");
        Assert.False(await store.HasNewAsync(fixture.Petition, begun.CutOff, default));
    }

    [Fact]
    public async Task Pages_have_every_row_once_in_the_order_of_row_keys()
    {
        await using var fixture = await NewStoreAsync();
        var store = new HandoverTable(fixture.Database);
        var keys = Enumerable.Range(0, 25).Select(_ => SampleEntry.Key()).ToList();
        await fixture.First.CommitAsync([.. keys.Select(key => SampleEntry.Of(fixture.Petition, key))], 0, default);
        var read = new List<HandoverRow>();
        Guid After() => read.Count == 0 ? Guid.Empty : read[^1].RowKey;
        for (var page = 1; page <= 4; page++) read.AddRange(await store.ReadRowsAsync(fixture.Petition, After(), 10, default));
        Assert.Equal(keys.OrderBy(key => key.ToString(), StringComparer.Ordinal), read.Select(row => row.RowKey));
        Assert.All(read, row => Assert.Equal((SignatureState.Counted, 1, 1), (row.State, row.Epoch, row.DocumentVersion)));
    }
}

/// <summary>Hand-overs on SQLite.</summary>
public sealed class SqliteHandoverStoreTests : HandoverStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Hand-overs on PostgreSQL.</summary>
public sealed class PostgresHandoverStoreTests(PostgresServer server) : HandoverStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
