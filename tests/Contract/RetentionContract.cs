using System.Security.Cryptography;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of erasing personal data and of the admin statistics, for both databases.</summary>
public abstract class RetentionContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task All_rows_are_erased_in_steps_and_rows_and_count_are_kept()
    {
        await using var fixture = await NewStoreAsync();
        await SignAsync(fixture, fixture.Petition, 25);
        var pending = Attempt(fixture);
        await CommitAsync(fixture, pending);
        var other = await fixture.AddPetitionAsync("other-petition");
        await SignAsync(fixture, other, 5);

        Assert.Equal([10, 10, 6], await EmptyAsync(fixture, rowsMax: 10));

        Assert.Equal((26, 25), (await fixture.RowsAsync(), await fixture.CountedAsync()));
        Assert.Equal(0, await SealedAsync(fixture, fixture.Petition));
        Assert.Equal(5, await SealedAsync(fixture, other));
        Assert.Equal(26, await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE anonymised_at IS NOT NULL"));
        var row = await FindAsync(fixture, pending);
        Assert.Equal((SignatureState.Expired, Now), (row!.State, row.AnonymisedAt));
    }

    [Fact]
    public async Task An_interrupted_erasure_is_resumed_and_concurrent_ones_are_harmless()
    {
        await using var fixture = await NewStoreAsync();
        await SignAsync(fixture, fixture.Petition, 30);
        var first = await fixture.Data.EmptySignaturesAsync(fixture.Petition, Guid.Empty, 10, Now, CancellationToken.None);
        Assert.Equal(10, first.Emptied);

        // Two runs that know nothing of the first run or of each other.
        var steps = await Task.WhenAll(EmptyAsync(fixture, rowsMax: 7, Now.AddDays(1)), EmptyAsync(fixture, rowsMax: 4, Now.AddDays(1)));
        Assert.Equal(20, steps.Sum(emptied => emptied.Sum()));
        Assert.Equal(0, await SealedAsync(fixture, fixture.Petition));
        Assert.Equal(30, await fixture.CountedAsync());
        Assert.All(await EmptyAsync(fixture, rowsMax: 1_000), emptied => Assert.Equal(0, emptied));
    }

    [Fact]
    public async Task Erasure_is_complete_when_the_rows_exactly_fill_a_step()
    {
        await using var fixture = await NewStoreAsync();
        Assert.Equal([0], await EmptyAsync(fixture, rowsMax: 5));
        await SignAsync(fixture, fixture.Petition, 10);
        Assert.Equal([5, 5, 0], await EmptyAsync(fixture, rowsMax: 5));
    }

    [Fact]
    public async Task A_concurrent_correction_does_not_restore_erased_data()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        await EmptyAsync(fixture, rowsMax: 5);

        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(entry, SignatureChange.Correct)));
        Assert.Equal(0, await SealedAsync(fixture, fixture.Petition));
    }

    [Fact]
    public async Task Mails_are_removed_and_those_of_other_petitions_are_kept()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        for (var i = 0; i < 5; i++) await CommitAsync(fixture, Attempt(fixture) with { Petition = i < 3 ? fixture.Petition : other });

        Assert.Equal(2, await fixture.Data.RemoveMailAsync(fixture.Petition, 2, CancellationToken.None));
        Assert.Equal(1, await fixture.Data.RemoveMailAsync(fixture.Petition, 2, CancellationToken.None));
        Assert.Equal(0, await fixture.Data.RemoveMailAsync(fixture.Petition, 2, CancellationToken.None));
        Assert.Equal(2, await fixture.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task Admins_see_signatures_by_state_withdrawals_after_hand_over_and_the_outbox()
    {
        await using var fixture = await NewStoreAsync();
        var (early, late, again) = (SampleEntry.Of(fixture.Petition), SampleEntry.Of(fixture.Petition), SampleEntry.Of(fixture.Petition));
        foreach (var entry in new[] { early, late, again }) await CommitAsync(fixture, entry);
        await SignAsync(fixture, fixture.Petition, 4);
        await CommitAsync(fixture, SampleEntry.Of(fixture.Petition) with { State = SignatureState.Invalidated });
        await CommitAsync(fixture, Attempt(fixture));
        await CommitAsync(fixture, Change(early, SignatureChange.Withdraw));
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        await CommitAsync(fixture, Change(late, SignatureChange.Withdraw));
        await CommitAsync(fixture, Change(again, SignatureChange.Withdraw));
        await CommitAsync(fixture, Change(again, SignatureChange.SignAfterWithdrawal));
        // Erasing afterwards changes no number.
        await CommitAsync(fixture, Change(early, SignatureChange.Erase(Now)));
        await CommitAsync(fixture, Change(late, SignatureChange.Erase(Now)));

        var statistics = await fixture.Statistics.ReadSignaturesAsync(fixture.Petition, CancellationToken.None);
        Assert.Equal(
            new SignatureStatistics { Counted = 5, Pending = 1, Withdrawn = 2, WithdrawnAfterHandover = 1, Invalidated = 1, Sealed = 7 },
                statistics);
        Assert.Equal(new MailCounts(1, 0, null), await fixture.Statistics.ReadMailAsync(fixture.Petition, CancellationToken.None));

        await fixture.ExecuteAsync("UPDATE mail SET parked_at = due_at, due_at = NULL");
        Assert.Equal(new MailCounts(0, 1, null), await fixture.Statistics.ReadMailAsync(fixture.Petition, CancellationToken.None));
        var other = await fixture.AddPetitionAsync("other-petition");
        Assert.Equal(new SignatureStatistics(), await fixture.Statistics.ReadSignaturesAsync(other, CancellationToken.None));
    }

    [Fact]
    public async Task A_withdrawal_after_hand_over_stays_counted_until_a_new_attempt_is_confirmed()
    {
        await using var fixture = await NewStoreAsync();
        var handedOver = Attempt(fixture);
        await CommitAsync(fixture, handedOver);
        await CommitAsync(fixture, Change(handedOver, SignatureChange.Confirm));
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        await CommitAsync(fixture, Change(handedOver, SignatureChange.Erase(Now)));

        // Anybody who knows the address can make an attempt.
        var again = handedOver with { Operation = SampleEntry.Of(fixture.Petition).Operation };
        await CommitAsync(fixture, again);
        await ExpectAsync(new() { Pending = 1, WithdrawnAfterHandover = 1, Sealed = 1 });
        await CommitAsync(fixture, Change(again, SignatureChange.Erase(Now)));
        await ExpectAsync(new() { Withdrawn = 1, WithdrawnAfterHandover = 1 });

        var confirmed = handedOver with { Operation = SampleEntry.Of(fixture.Petition).Operation };
        await CommitAsync(fixture, confirmed);
        await CommitAsync(fixture, Change(confirmed, SignatureChange.Confirm));
        await ExpectAsync(new() { Counted = 1, Sealed = 1 });
        Assert.Equal((2, 2), await FindAsync(fixture, confirmed) is { } row ? (row.Epoch, row.EpochUnderWay) : default);

        async Task ExpectAsync(SignatureStatistics expected) =>
            Assert.Equal(expected, await fixture.Statistics.ReadSignaturesAsync(fixture.Petition, CancellationToken.None));
    }

    private static Task SignAsync(StoreFixture fixture, int petition, int people) =>
        fixture.First.CommitAsync([.. Enumerable.Range(0, people).Select(_ => SampleEntry.Of(petition))], 0, CancellationToken.None);

    private static Task<long> SealedAsync(StoreFixture fixture, int petition) =>
        fixture.ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {petition} AND sealed IS NOT NULL");

    private static Task<List<int>> EmptyAsync(StoreFixture fixture, int rowsMax) => EmptyAsync(fixture, rowsMax, Now);

    private static async Task<List<int>> EmptyAsync(StoreFixture fixture, int rowsMax, DateTimeOffset at)
    {
        var emptied = new List<int>();
        var after = Guid.Empty;
        while (true)
        {
            var step = await fixture.Data.EmptySignaturesAsync(fixture.Petition, after, rowsMax, at, CancellationToken.None);
            emptied.Add(step.Emptied);
            if (step.UpTo is not { } upTo) return emptied;
            after = upTo;
        }
    }
}

/// <summary>Retention on SQLite.</summary>
public sealed class SqliteRetentionTests : RetentionContract
{
    private const int PartBytes = 8;

    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();

    [Fact]
    public async Task Destroyed_keys_and_erased_data_are_not_in_the_database_file()
    {
        await using var fixture = await NewStoreAsync();
        var key = RandomNumberGenerator.GetBytes(60);
        var petition = await fixture.Petitions.EnsureAsync("secret", key, CancellationToken.None);
        var entry = SampleEntry.Of(petition) with { Ciphertext = RandomNumberGenerator.GetBytes(300) };
        await CommitAsync(fixture, entry);
        Assert.True(await FileHoldsAsync(fixture, key));
        Assert.True(await FileHoldsAsync(fixture, entry.Ciphertext));

        await fixture.Keys.DestroyAsync(petition, CancellationToken.None);
        await fixture.Data.EmptySignaturesAsync(petition, Guid.Empty, 10, Now, CancellationToken.None);
        Assert.False(await FileHoldsAsync(fixture, key));
        Assert.False(await FileHoldsAsync(fixture, entry.Ciphertext));
    }

    // The write-ahead log keeps copies until a checkpoint, which SQLite runs regularly.
    private static async Task<bool> FileHoldsAsync(StoreFixture fixture, byte[] bytes)
    {
        await fixture.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var path = (await fixture.Database.Registry.QueryAsync("PRAGMA database_list", row => row.GetString(2), CancellationToken.None))[0];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        var held = copy.ToArray();
        // Search for a part: later writes may have overwritten the rest.
        return Enumerable.Range(0, bytes.Length - PartBytes + 1).Any(start => held.AsSpan().IndexOf(bytes.AsSpan(start, PartBytes)) >= 0);
    }
}

/// <summary>Retention on PostgreSQL.</summary>
public sealed class PostgresRetentionTests(PostgresServer server) : RetentionContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
