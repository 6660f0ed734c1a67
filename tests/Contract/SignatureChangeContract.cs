using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChanging;

namespace Petitions.Tests.Contract;

/// <summary>What the stores promise about signatures that wait for a confirmation and about changes; the same facts for both databases.</summary>
public abstract class SignatureChangeContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task An_attempt_waits_is_not_counted_and_queues_one_mail()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(rig, attempt));

        Assert.Equal((SignatureState.Pending, attempt.Operation), await RowAsync(rig, attempt));
        Assert.Equal(0, await rig.CountedAsync());
        Assert.Equal([MailPurpose.Confirm], await MailsAsync(rig, attempt));
    }

    [Fact]
    public async Task A_retry_of_the_same_attempt_queues_nothing_more()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await rig.ExecuteAsync("DELETE FROM mail");

        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(rig, attempt with { Ciphertext = [1, 2, 3] }));
        Assert.Empty(await MailsAsync(rig, attempt));
        Assert.Equal(attempt.Ciphertext, (await FindAsync(rig, attempt))!.Ciphertext);
    }

    [Fact]
    public async Task A_newer_attempt_takes_the_place_of_the_pending_one_and_of_its_mail()
    {
        await using var rig = await NewRigAsync();
        var (first, second) = (Attempt(rig), Attempt(rig));
        second = second with { RowKey = first.RowKey, ConsentRecord = 7 };
        await CommitAsync(rig, first);
        await CommitAsync(rig, second);

        var row = await FindAsync(rig, first);
        Assert.Equal((second.Operation, 7), (row!.Operation, row.ConsentRecord));
        Assert.Equal(second.Ciphertext, row.Ciphertext);
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM mail"));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(first, SignatureChange.Confirm)));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(rig, Change(second, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task Of_two_attempts_in_one_batch_the_later_one_stands()
    {
        await using var rig = await NewRigAsync();
        var (first, other, second) = (Attempt(rig), Attempt(rig), Attempt(rig));
        second = second with { RowKey = first.RowKey };
        var result = await rig.First.CommitAsync([first, other, second], shard: 3, CancellationToken.None);

        Assert.All(result.Outcomes, outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
        Assert.Equal((SignatureState.Pending, second.Operation), await RowAsync(rig, first));
        Assert.Equal(2, await rig.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task A_confirmation_counts_once_also_after_closing_and_joins_the_parcel_under_way()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None);
        await rig.Tallies.SetOpenAsync(rig.Petition, open: false, CancellationToken.None);

        var confirmed = await rig.Second.CommitAsync([Change(attempt, SignatureChange.Confirm)], shard: 9, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Changed], confirmed.Outcomes);
        var (petition, reading) = Assert.Single(confirmed.Moved);
        Assert.Equal((rig.Petition, 9L, 1L), (petition, (long)reading.Shard, reading.Counted));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(attempt, SignatureChange.Confirm)));

        Assert.Equal(1, await rig.CountedAsync());
        Assert.Empty(await MailsAsync(rig, attempt));
        var row = await FindAsync(rig, attempt);
        Assert.Equal(row!.EpochUnderWay, row.Epoch);
    }

    [Fact]
    public async Task Whoever_has_signed_is_told_so_by_mail_and_nothing_changes()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await CommitAsync(rig, Change(attempt, SignatureChange.Confirm));

        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(rig, attempt with { Operation = SomeEntry.Key(), Ciphertext = [9] }));
        Assert.Equal((SignatureState.Counted, attempt.Operation), await RowAsync(rig, attempt));
        Assert.Equal([MailPurpose.SignedAlready], await MailsAsync(rig, attempt));
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(rig, attempt));
        Assert.Equal(1, await rig.CountedAsync());
    }

    [Fact]
    public async Task A_withdrawal_leaves_the_count_at_once_and_no_later_attempt_revives_it()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry);
        var withdrawn = await rig.Second.CommitAsync([Change(entry, SignatureChange.Withdraw)], shard: 5, CancellationToken.None);
        Assert.Equal(-1, Assert.Single(withdrawn.Moved).Reading.Counted);
        Assert.Equal(0, await rig.CountedAsync());

        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(rig, entry));
        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(rig, entry with { Operation = SomeEntry.Key() }));
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(rig, Attempt(rig) with { RowKey = entry.RowKey }));
        Assert.Equal((SignatureState.Withdrawn, entry.Operation), await RowAsync(rig, entry));
        Assert.Equal([MailPurpose.SignedAlready], await MailsAsync(rig, entry));
        Assert.Equal(0, await rig.CountedAsync());
    }

    [Fact]
    public async Task A_signature_after_a_withdrawal_replaces_everything_and_needs_open_shards()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry);
        var again = Change(entry, SignatureChange.SignAgain) with { Operation = SomeEntry.Key(), Ciphertext = [4, 2], ConsentRecord = 5 };
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, again));
        await CommitAsync(rig, Change(entry, SignatureChange.Withdraw));
        await rig.Tallies.SetOpenAsync(rig.Petition, open: false, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, again));
        await rig.Tallies.SetOpenAsync(rig.Petition, open: true, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(rig, again));

        var row = await FindAsync(rig, entry);
        Assert.Equal((SignatureState.Counted, again.Operation, 5), (row!.State, row.Operation, row.ConsentRecord));
        Assert.Equal([4, 2], row.Ciphertext);
        Assert.Equal(1, await rig.CountedAsync());
    }

    [Fact]
    public async Task A_late_retry_of_signing_again_does_not_revive_what_was_withdrawn_since()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        var again = Change(entry, SignatureChange.SignAgain with { Replaces = entry.Operation }) with { Operation = SomeEntry.Key() };
        var withdrawal = Change(entry, SignatureChange.Withdraw);
        foreach (var change in new[] { entry, withdrawal, again, withdrawal }) await CommitAsync(rig, change);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, again));
        Assert.Equal((SignatureState.Withdrawn, again.Operation), await RowAsync(rig, entry));
    }

    [Fact]
    public async Task A_name_is_corrected_until_it_is_handed_over()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry);
        var corrected = Change(entry, SignatureChange.Correct) with { Ciphertext = [7, 7] };
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(rig, corrected));
        await rig.Tallies.RaiseEpochAsync(rig.Petition, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, corrected with { Ciphertext = [8] }));

        Assert.Equal([7, 7], (await FindAsync(rig, entry))!.Ciphertext);
        Assert.Equal((SignatureState.Counted, entry.Operation), await RowAsync(rig, entry));
        Assert.Equal(1, await rig.CountedAsync());
    }

    [Fact]
    public async Task Erasing_empties_everything_but_that_there_was_a_signature()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry);
        await rig.Rows.QueueLinkAsync(rig.Petition, entry.RowKey, Now, CancellationToken.None);
        Assert.Equal([MailPurpose.Link], await MailsAsync(rig, entry));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(rig, Change(entry, SignatureChange.Erase(Now))));

        var row = await FindAsync(rig, entry);
        Assert.Null(row!.Ciphertext);
        Assert.Equal((SignatureState.Withdrawn, Now), (row.State, row.AnonymisedAt));
        Assert.Equal(0, await rig.CountedAsync());
        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(rig, entry));
        await rig.Rows.QueueLinkAsync(rig.Petition, entry.RowKey, Now, CancellationToken.None);
        Assert.Empty(await MailsAsync(rig, entry));
    }

    [Fact]
    public async Task Whoever_erased_everything_may_ask_again_where_addresses_are_confirmed()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await CommitAsync(rig, Change(attempt, SignatureChange.Erase(Now)));
        await CommitAsync(rig, attempt);
        Assert.Equal((SignatureState.Withdrawn, attempt.Operation), await RowAsync(rig, attempt));

        var again = Attempt(rig) with { RowKey = attempt.RowKey };
        await CommitAsync(rig, again);
        Assert.Equal((SignatureState.Pending, again.Operation), await RowAsync(rig, attempt));
        Assert.Null((await FindAsync(rig, attempt))!.AnonymisedAt);
        Assert.Equal([MailPurpose.Confirm], await MailsAsync(rig, attempt));
    }

    [Fact]
    public async Task What_staff_took_out_stays_taken_out()
    {
        await using var rig = await NewRigAsync();
        var entry = SomeEntry.Of(rig.Petition);
        await CommitAsync(rig, entry with { State = SignatureState.Invalidated });
        foreach (var change in new[] { SignatureChange.Confirm, SignatureChange.Withdraw, SignatureChange.SignAgain, SignatureChange.Erase(Now) })
            Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(entry, change)));
        Assert.Equal(0, await rig.CountedAsync());
    }

    [Fact]
    public async Task A_change_of_nobody_changes_nothing()
    {
        await using var rig = await NewRigAsync();
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(SomeEntry.Of(rig.Petition), SignatureChange.Withdraw)));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(rig, Change(SomeEntry.Of(999), SignatureChange.Withdraw)));
        await rig.Rows.QueueLinkAsync(rig.Petition, SomeEntry.Key(), Now, CancellationToken.None);
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task A_batch_of_everything_is_one_transaction_with_the_right_outcomes()
    {
        await using var rig = await NewRigAsync();
        var (leaving, asking, other) = (SomeEntry.Of(rig.Petition), Attempt(rig), await rig.AddPetitionAsync("other-petition"));
        await CommitAsync(rig, leaving);
        var result = await rig.First.CommitAsync(
            [
                SomeEntry.Of(rig.Petition), Change(leaving, SignatureChange.Withdraw), asking, SomeEntry.Of(other),
                Change(asking, SignatureChange.Confirm), leaving, SomeEntry.Of(rig.Petition, work: LedgerWork.LookUp),
            ],
            shard: 2, CancellationToken.None);
        Assert.Equal(
            [
                LedgerOutcome.Stored, LedgerOutcome.Changed, LedgerOutcome.Stored, LedgerOutcome.Stored, LedgerOutcome.Changed,
                LedgerOutcome.Repeated, LedgerOutcome.Closed,
            ],
            result.Outcomes);
        Assert.Equal(2, await rig.CountedAsync());
        Assert.Equal(await rig.ScalarAsync($"SELECT counted FROM tally WHERE petition = {rig.Petition} AND shard = 2"),
            result.Moved.Single(moved => moved.Petition == rig.Petition).Reading.Counted);
        Assert.Equal(await rig.ScalarAsync($"SELECT version FROM tally WHERE petition = {rig.Petition} AND shard = 2"),
            result.Moved.Single(moved => moved.Petition == rig.Petition).Reading.Version);
    }

    [Fact]
    public async Task The_count_equals_the_rows_after_a_random_mix_of_changes()
    {
        await using var rig = await NewRigAsync();
        var attempts = Enumerable.Range(0, 40).Select(_ => Attempt(rig)).ToArray();
        var changes = new[] { SignatureChange.Confirm, SignatureChange.Withdraw, SignatureChange.SignAgain, SignatureChange.Erase(Now), SignatureChange.Correct };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 40; round++)
            {
                LedgerEntry[] batch = [.. Enumerable.Range(0, Random.Shared.Next(1, 12)).Select(_ =>
                {
                    var attempt = attempts[Random.Shared.Next(attempts.Length)];
                    return Random.Shared.Next(3) == 0
                        ? attempt with { Operation = SomeEntry.Key() }
                        : Change(attempt, changes[Random.Shared.Next(changes.Length)]);
                })];
                await CommitAgainAsync(Random.Shared.Next(2) == 0 ? rig.First : rig.Second, batch, (short)(4 * writer));
            }
        })));

        Assert.Equal(await rig.ScalarAsync("SELECT count(*) FROM signature WHERE state = 1"), await rig.CountedAsync());
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM tally WHERE version < abs(counted)"));
    }

    [Fact]
    public async Task A_mail_that_was_sent_a_moment_ago_is_not_followed_before_its_time()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await rig.ExecuteAsync("UPDATE mail SET due_at = NULL, next_at = '2026-03-20T19:24:30.000Z'");
        await CommitAsync(rig, Attempt(rig) with { RowKey = attempt.RowKey });
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM mail WHERE due_at = next_at"));
    }
}

/// <summary>Changes of signatures on SQLite.</summary>
public sealed class SqliteSignatureChangeTests : SignatureChangeContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>Changes of signatures on PostgreSQL.</summary>
public sealed class PostgresSignatureChangeTests(PostgresServer server) : SignatureChangeContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
