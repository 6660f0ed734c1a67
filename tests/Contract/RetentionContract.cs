using System.Security.Cryptography;
using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChanging;

namespace Petitions.Tests.Contract;

/// <summary>How personal data is erased and what admins are told about it; the same facts for both databases.</summary>
public abstract class RetentionContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task All_rows_are_emptied_in_steps_and_stay_with_the_count()
    {
        await using var rig = await NewRigAsync();
        await SignAsync(rig, rig.Petition, 25);
        var pending = Attempt(rig);
        await CommitAsync(rig, pending);
        var other = await rig.AddPetitionAsync("other-petition");
        await SignAsync(rig, other, 5);

        Assert.Equal([10, 10, 6], await EmptyAsync(rig, rowsMax: 10));

        Assert.Equal((26, 25), (await rig.RowsAsync(), await rig.CountedAsync()));
        Assert.Equal(0, await SealedAsync(rig, rig.Petition));
        Assert.Equal(5, await SealedAsync(rig, other));
        Assert.Equal(26, await rig.ScalarAsync("SELECT count(*) FROM signature WHERE anonymised_at IS NOT NULL"));
        var row = await FindAsync(rig, pending);
        Assert.Equal((SignatureState.Expired, Now), (row!.State, row.AnonymisedAt));
    }

    [Fact]
    public async Task Whoever_stops_in_the_middle_is_followed_by_another_and_both_at_once_do_no_harm()
    {
        await using var rig = await NewRigAsync();
        await SignAsync(rig, rig.Petition, 30);
        var first = await rig.Data.EmptySignaturesAsync(rig.Petition, Guid.Empty, 10, Now, CancellationToken.None);
        Assert.Equal(10, first.Emptied);

        // Two that know nothing of the first or of one another.
        var steps = await Task.WhenAll(EmptyAsync(rig, rowsMax: 7, Now.AddDays(1)), EmptyAsync(rig, rowsMax: 4, Now.AddDays(1)));
        Assert.Equal(20, steps.Sum(emptied => emptied.Sum()));
        Assert.Equal(0, await SealedAsync(rig, rig.Petition));
        Assert.Equal(30, await rig.CountedAsync());
        Assert.All(await EmptyAsync(rig, rowsMax: 1_000), emptied => Assert.Equal(0, emptied));
    }

    [Fact]
    public async Task As_many_rows_as_one_step_takes_are_not_one_step_too_few()
    {
        await using var rig = await NewRigAsync();
        Assert.Equal([0], await EmptyAsync(rig, rowsMax: 5));
        await SignAsync(rig, rig.Petition, 10);
        Assert.Equal([5, 5, 0], await EmptyAsync(rig, rowsMax: 5));
    }

    [Fact]
    public async Task What_was_emptied_is_not_filled_again_by_a_correction_that_was_under_way()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry);
        await EmptyAsync(rig, rowsMax: 5);

        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(entry, SignatureChange.Correct)));
        Assert.Equal(0, await SealedAsync(rig, rig.Petition));
    }

    [Fact]
    public async Task Mails_go_and_those_of_other_petitions_stay()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        for (var i = 0; i < 5; i++) await CommitAsync(rig, Attempt(rig) with { Petition = i < 3 ? rig.Petition : other });

        Assert.Equal(2, await rig.Data.RemoveMailAsync(rig.Petition, 2, CancellationToken.None));
        Assert.Equal(1, await rig.Data.RemoveMailAsync(rig.Petition, 2, CancellationToken.None));
        Assert.Equal(0, await rig.Data.RemoveMailAsync(rig.Petition, 2, CancellationToken.None));
        Assert.Equal(2, await rig.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task Staff_sees_signatures_by_state_withdrawals_after_a_hand_over_and_the_outbox()
    {
        await using var rig = await NewRigAsync();
        var (early, late, again) = (SomeEntry.Of(rig.Petition), SomeEntry.Of(rig.Petition), SomeEntry.Of(rig.Petition));
        foreach (var entry in new[] { early, late, again }) await CommitAsync(rig, entry);
        await SignAsync(rig, rig.Petition, 4);
        await CommitAsync(rig, SomeEntry.Of(rig.Petition) with { State = SignatureState.Invalidated });
        await CommitAsync(rig, Attempt(rig));
        await CommitAsync(rig, Change(early, SignatureChange.Withdraw));
        await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None);
        await CommitAsync(rig, Change(late, SignatureChange.Withdraw));
        await CommitAsync(rig, Change(again, SignatureChange.Withdraw));
        await CommitAsync(rig, Change(again, SignatureChange.SignAgain));
        // Erasing afterwards moves nothing.
        await CommitAsync(rig, Change(early, SignatureChange.Erase(Now)));
        await CommitAsync(rig, Change(late, SignatureChange.Erase(Now)));

        var figures = await rig.Figures.ReadSignaturesAsync(rig.Petition, CancellationToken.None);
        Assert.Equal(
            new SignatureStatistics { Counted = 5, Pending = 1, Withdrawn = 2, WithdrawnAfterHandover = 1, Invalidated = 1, Sealed = 7 }, figures);
        Assert.Equal(new MailCounts(1, 0, null), await rig.Figures.ReadMailAsync(rig.Petition, CancellationToken.None));

        await rig.ExecuteAsync("UPDATE mail SET parked_at = due_at, due_at = NULL");
        Assert.Equal(new MailCounts(0, 1, null), await rig.Figures.ReadMailAsync(rig.Petition, CancellationToken.None));
        var other = await rig.AddPetitionAsync("other-petition");
        Assert.Equal(new SignatureStatistics(), await rig.Figures.ReadSignaturesAsync(other, CancellationToken.None));
    }

    [Fact]
    public async Task Staff_still_sees_who_withdrew_after_a_hand_over_when_somebody_asks_again_until_that_is_confirmed()
    {
        await using var rig = await NewRigAsync();
        var handedOver = Attempt(rig);
        await CommitAsync(rig, handedOver);
        await CommitAsync(rig, Change(handedOver, SignatureChange.Confirm));
        await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None);
        await CommitAsync(rig, Change(handedOver, SignatureChange.Erase(Now)));

        // Anybody who knows the address can ask.
        var again = handedOver with { Operation = SomeEntry.Of(rig.Petition).Operation };
        await CommitAsync(rig, again);
        await ExpectAsync(new() { Pending = 1, WithdrawnAfterHandover = 1, Sealed = 1 });
        await CommitAsync(rig, Change(again, SignatureChange.Erase(Now)));
        await ExpectAsync(new() { Withdrawn = 1, WithdrawnAfterHandover = 1 });

        var confirmed = handedOver with { Operation = SomeEntry.Of(rig.Petition).Operation };
        await CommitAsync(rig, confirmed);
        await CommitAsync(rig, Change(confirmed, SignatureChange.Confirm));
        await ExpectAsync(new() { Counted = 1, Sealed = 1 });
        Assert.Equal((2, 2), await FindAsync(rig, confirmed) is { } row ? (row.Epoch, row.EpochUnderWay) : default);

        async Task ExpectAsync(SignatureStatistics expected) =>
            Assert.Equal(expected, await rig.Figures.ReadSignaturesAsync(rig.Petition, CancellationToken.None));
    }

    private static Task SignAsync(LedgerRig rig, int petition, int people) =>
        rig.First.CommitAsync([.. Enumerable.Range(0, people).Select(_ => SomeEntry.Of(petition))], 0, CancellationToken.None);

    private static Task<long> SealedAsync(LedgerRig rig, int petition) =>
        rig.ScalarAsync($"SELECT count(*) FROM signature WHERE petition = {petition} AND sealed IS NOT NULL");

    private static Task<List<int>> EmptyAsync(LedgerRig rig, int rowsMax) => EmptyAsync(rig, rowsMax, Now);

    private static async Task<List<int>> EmptyAsync(LedgerRig rig, int rowsMax, DateTimeOffset at)
    {
        var emptied = new List<int>();
        var after = Guid.Empty;
        while (true)
        {
            var step = await rig.Data.EmptySignaturesAsync(rig.Petition, after, rowsMax, at, CancellationToken.None);
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

    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();

    [Fact]
    public async Task Neither_destroyed_keys_nor_emptied_data_stay_in_the_file()
    {
        await using var rig = await NewRigAsync();
        var key = RandomNumberGenerator.GetBytes(60);
        var petition = await rig.Petitions.EnsureAsync("secret", key, CancellationToken.None);
        var entry = SomeEntry.Of(petition) with { Ciphertext = RandomNumberGenerator.GetBytes(300) };
        await CommitAsync(rig, entry);
        Assert.True(await FileHoldsAsync(rig, key));
        Assert.True(await FileHoldsAsync(rig, entry.Ciphertext));

        await rig.Keys.DestroyAsync(petition, CancellationToken.None);
        await rig.Data.EmptySignaturesAsync(petition, Guid.Empty, 10, Now, CancellationToken.None);
        Assert.False(await FileHoldsAsync(rig, key));
        Assert.False(await FileHoldsAsync(rig, entry.Ciphertext));
    }

    // Copies in the write-ahead log last until it is moved into the file, which SQLite does all the time.
    private static async Task<bool> FileHoldsAsync(LedgerRig rig, byte[] bytes)
    {
        await rig.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        var path = (await rig.Database.Registry.QueryAsync("PRAGMA database_list", row => row.GetString(2), CancellationToken.None))[0];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        var held = copy.ToArray();
        // A part is too much, too: what is written later may lie on the rest.
        return Enumerable.Range(0, bytes.Length - PartBytes + 1).Any(start => held.AsSpan().IndexOf(bytes.AsSpan(start, PartBytes)) >= 0);
    }
}

/// <summary>Retention on PostgreSQL.</summary>
public sealed class PostgresRetentionTests(PostgresServer server) : RetentionContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
