using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of signing after an erasure, for both databases: the row is as if it had never been.</summary>
public abstract class SigningAnewContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task Who_erased_signs_anew_and_counts()
    {
        await using var fixture = await NewStoreAsync();
        var erased = await SignAndEraseAsync(fixture);
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        var again = Again(erased) with { DocumentVersion = 7, ConsentRecord = 9 };
        var result = await fixture.Second.CommitAsync([again], shard: 6, CancellationToken.None);

        Assert.Equal([LedgerOutcome.Stored], result.Outcomes);
        Assert.Equal(1, Assert.Single(result.Moved).Reading.Counted);
        var row = await FindAsync(fixture, erased);
        Assert.Equal((SignatureState.Counted, again.Operation, 7, 9), (row!.State, row.Operation, row.DocumentVersion, row.ConsentRecord));
        Assert.Equal(again.Ciphertext, row.Ciphertext);
        Assert.Equal((null, row.EpochUnderWay), (row.AnonymisedAt, row.Epoch));
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE source = 0 AND withdrawn_epoch IS NULL"));
        Assert.Equal((1, 1), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task A_late_retry_of_anything_that_was_erased_signs_nobody()
    {
        await using var fixture = await NewStoreAsync();
        var first = await SignAndEraseAsync(fixture);
        var second = Again(first);
        foreach (var step in new[] { second, Change(second, SignatureChange.Erase(Now)) }) await CommitAsync(fixture, step);

        foreach (var late in new[] { first, second, first })
            Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, late));
        Assert.Equal((SignatureState.Withdrawn, second.Operation), await RowAsync(fixture, first));
        Assert.Null((await FindAsync(fixture, first))!.Ciphertext);
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_late_retry_from_before_signing_after_a_withdrawal_signs_nobody()
    {
        await using var fixture = await NewStoreAsync();
        var first = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, first);
        await CommitAsync(fixture, Change(first, SignatureChange.Withdraw));
        await CommitAsync(fixture, Change(Again(first), SignatureChange.SignAfterWithdrawal));
        Assert.Equal(1, await fixture.CountedAsync());
        await CommitAsync(fixture, Change(first, SignatureChange.Erase(Now)));

        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, first));
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_late_retry_and_a_new_signature_in_one_batch_are_one_new_signature()
    {
        await using var fixture = await NewStoreAsync();
        var first = await SignAndEraseAsync(fixture);
        var (new1, new2) = (Again(first), Again(first));
        var result = await fixture.First.CommitAsync(
            [first, SampleEntry.Of(fixture.Petition), new1, new2], shard: 1, CancellationToken.None);

        Assert.DoesNotContain(LedgerOutcome.Closed, result.Outcomes);
        Assert.Equal((SignatureState.Counted, new1.Operation), await RowAsync(fixture, first));
        Assert.Equal((2, 2), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task Forty_parallel_signatures_after_an_erasure_are_one()
    {
        await using var fixture = await NewStoreAsync();
        var erased = await SignAndEraseAsync(fixture);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            CommitAgainAsync(i % 2 == 0 ? fixture.First : fixture.Second, [Again(erased)], (short)(i % 16)))));
        Assert.Equal((1, 1), (await fixture.RowsAsync(), await fixture.CountedAsync()));
    }

    [Fact]
    public async Task Only_what_was_withdrawn_and_erased_is_signed_anew()
    {
        await using var fixture = await NewStoreAsync();
        var withdrawn = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, withdrawn);
        await CommitAsync(fixture, Change(withdrawn, SignatureChange.Withdraw));
        var invalidated = SampleEntry.Of(fixture.Petition) with { State = SignatureState.Invalidated };
        await CommitAsync(fixture, invalidated);
        foreach (var row in new[] { withdrawn, invalidated with { State = SignatureState.Counted } })
            Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, Again(row)));
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task When_the_petition_is_closed_nobody_signs_anew_and_earlier_operations_are_recognised()
    {
        await using var fixture = await NewStoreAsync();
        var first = await SignAndEraseAsync(fixture);
        var second = Again(first);
        await CommitAsync(fixture, second);
        await CommitAsync(fixture, Change(second, SignatureChange.Erase(Now)));
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);

        Assert.Equal(LedgerOutcome.Closed, await CommitAsync(fixture, Again(first)));
        Assert.Equal(LedgerOutcome.AlreadyStored, await CommitAsync(fixture, first));
        Assert.Equal(LedgerOutcome.AlreadyStored, await CommitAsync(fixture, second));
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task At_most_64_erased_attempts_of_a_person_are_remembered()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        for (var i = 0; i < 70; i++)
        {
            await CommitAsync(fixture, entry);
            Assert.Equal(1, await fixture.CountedAsync());
            await CommitAsync(fixture, Change(entry, SignatureChange.Erase(Now)));
            entry = Again(entry);
        }
        Assert.Equal(64, await fixture.ScalarAsync("SELECT count(*) FROM earlier_attempt"));
    }

    private static async Task<LedgerEntry> SignAndEraseAsync(StoreFixture fixture)
    {
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        await CommitAsync(fixture, Change(entry, SignatureChange.Erase(Now)));
        return entry;
    }

    private static LedgerEntry Again(LedgerEntry entry) =>
        SampleEntry.Of(entry.Petition, entry.RowKey) with { SignedAt = entry.SignedAt.AddMinutes(1) };
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteSigningAnewTests : SigningAnewContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresSigningAnewTests(PostgresServer server) : SigningAnewContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
