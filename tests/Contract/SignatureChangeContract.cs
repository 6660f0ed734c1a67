using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of pending signatures and conditional changes, for both databases.</summary>
public abstract class SignatureChangeContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task An_attempt_is_pending_not_counted_and_queues_one_mail()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, attempt));

        Assert.Equal((SignatureState.Pending, attempt.Operation), await RowAsync(fixture, attempt));
        Assert.Equal(0, await fixture.CountedAsync());
        Assert.Equal([MailPurpose.Confirm], await MailsAsync(fixture, attempt));
    }

    [Fact]
    public async Task A_retry_of_an_attempt_queues_no_further_mail()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await fixture.ExecuteAsync("DELETE FROM mail");

        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, attempt with { Ciphertext = [1, 2, 3] }));
        Assert.Empty(await MailsAsync(fixture, attempt));
        Assert.Equal(attempt.Ciphertext, (await FindAsync(fixture, attempt))!.Ciphertext);
    }

    [Fact]
    public async Task A_newer_attempt_replaces_the_pending_one_and_its_mail()
    {
        await using var fixture = await NewStoreAsync();
        var (first, second) = (Attempt(fixture), Attempt(fixture));
        second = second with { RowKey = first.RowKey, ConsentRecord = 7 };
        await CommitAsync(fixture, first);
        await CommitAsync(fixture, second);

        var row = await FindAsync(fixture, first);
        Assert.Equal((second.Operation, 7), (row!.Operation, row.ConsentRecord));
        Assert.Equal(second.Ciphertext, row.Ciphertext);
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM mail"));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(first, SignatureChange.Confirm)));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(second, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task The_later_of_two_attempts_in_one_batch_is_kept()
    {
        await using var fixture = await NewStoreAsync();
        var (first, other, second) = (Attempt(fixture), Attempt(fixture), Attempt(fixture));
        second = second with { RowKey = first.RowKey };
        var result = await fixture.First.CommitAsync([first, other, second], shard: 3, CancellationToken.None);

        Assert.All(result.Outcomes, outcome => Assert.Equal(LedgerOutcome.Stored, outcome));
        Assert.Equal((SignatureState.Pending, second.Operation), await RowAsync(fixture, first));
        Assert.Equal(2, await fixture.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task A_confirmation_counts_once_even_after_closing_and_joins_the_current_epoch()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);

        var confirmed = await fixture.Second.CommitAsync([Change(attempt, SignatureChange.Confirm)], shard: 9, CancellationToken.None);
        Assert.Equal([LedgerOutcome.Changed], confirmed.Outcomes);
        var (petition, reading) = Assert.Single(confirmed.Moved);
        Assert.Equal((fixture.Petition, 9L, 1L), (petition, (long)reading.Shard, reading.Counted));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(attempt, SignatureChange.Confirm)));

        Assert.Equal(1, await fixture.CountedAsync());
        Assert.Empty(await MailsAsync(fixture, attempt));
        var row = await FindAsync(fixture, attempt);
        Assert.Equal(row!.EpochUnderWay, row.Epoch);
    }

    [Fact]
    public async Task An_attempt_of_a_signer_changes_nothing_and_queues_a_mail_that_says_so()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await CommitAsync(fixture, Change(attempt, SignatureChange.Confirm));

        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), Ciphertext = [9] }));
        Assert.Equal((SignatureState.Counted, attempt.Operation), await RowAsync(fixture, attempt));
        Assert.Equal([MailPurpose.SignedAlready], await MailsAsync(fixture, attempt));
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, attempt));
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_withdrawal_reduces_the_count_and_no_later_attempt_restores_it()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        var withdrawn = await fixture.Second.CommitAsync([Change(entry, SignatureChange.Withdraw)], shard: 5, CancellationToken.None);
        Assert.Equal(-1, Assert.Single(withdrawn.Moved).Reading.Counted);
        Assert.Equal(0, await fixture.CountedAsync());

        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, entry));
        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, entry with { Operation = SampleEntry.Key() }));
        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, Attempt(fixture) with { RowKey = entry.RowKey }));
        Assert.Equal((SignatureState.Withdrawn, entry.Operation), await RowAsync(fixture, entry));
        Assert.Equal([MailPurpose.SignedAlready], await MailsAsync(fixture, entry));
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task Signing_after_a_withdrawal_replaces_all_values_and_needs_open_shards()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        var again = Change(entry, SignatureChange.SignAfterWithdrawal) with { Operation = SampleEntry.Key(), Ciphertext = [4, 2],
            ConsentRecord = 5 };
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, again));
        await CommitAsync(fixture, Change(entry, SignatureChange.Withdraw));
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, again));
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: true, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, again));

        var row = await FindAsync(fixture, entry);
        Assert.Equal((SignatureState.Counted, again.Operation, 5), (row!.State, row.Operation, row.ConsentRecord));
        Assert.Equal([4, 2], row.Ciphertext);
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_late_retry_of_signing_again_does_not_undo_a_later_withdrawal()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        var again = Change(entry, SignatureChange.SignAfterWithdrawal with { Replaces = entry.Operation }) with {
            Operation = SampleEntry.Key() };
        var withdrawal = Change(entry, SignatureChange.Withdraw);
        foreach (var change in new[] { entry, withdrawal, again, withdrawal }) await CommitAsync(fixture, change);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, again));
        Assert.Equal((SignatureState.Withdrawn, again.Operation), await RowAsync(fixture, entry));
    }

    [Fact]
    public async Task A_name_can_be_corrected_until_hand_over()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        var corrected = Change(entry, SignatureChange.Correct) with { Ciphertext = [7, 7] };
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, corrected));
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, corrected with { Ciphertext = [8] }));

        Assert.Equal([7, 7], (await FindAsync(fixture, entry))!.Ciphertext);
        Assert.Equal((SignatureState.Counted, entry.Operation), await RowAsync(fixture, entry));
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task Erasing_removes_all_personal_data_and_keeps_the_row()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        await fixture.Rows.QueueLinkAsync(fixture.Petition, entry.RowKey, Now, CancellationToken.None);
        Assert.Equal([MailPurpose.Link], await MailsAsync(fixture, entry));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(entry, SignatureChange.Erase(Now))));

        var row = await FindAsync(fixture, entry);
        Assert.Null(row!.Ciphertext);
        Assert.Equal((SignatureState.Withdrawn, Now), (row.State, row.AnonymisedAt));
        Assert.Equal(0, await fixture.CountedAsync());
        Assert.Equal(LedgerOutcome.Repeated, await CommitAsync(fixture, entry));
        await fixture.Rows.QueueLinkAsync(fixture.Petition, entry.RowKey, Now, CancellationToken.None);
        Assert.Empty(await MailsAsync(fixture, entry));
    }

    [Fact]
    public async Task After_erasure_a_new_attempt_is_possible_with_confirmation()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await CommitAsync(fixture, Change(attempt, SignatureChange.Erase(Now)));
        await CommitAsync(fixture, attempt);
        Assert.Equal((SignatureState.Withdrawn, attempt.Operation), await RowAsync(fixture, attempt));

        var again = Attempt(fixture) with { RowKey = attempt.RowKey };
        await CommitAsync(fixture, again);
        Assert.Equal((SignatureState.Pending, again.Operation), await RowAsync(fixture, attempt));
        Assert.Null((await FindAsync(fixture, attempt))!.AnonymisedAt);
        Assert.Equal([MailPurpose.Confirm], await MailsAsync(fixture, attempt));
    }

    [Fact]
    public async Task An_invalidated_signature_cannot_be_changed_by_its_signer()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry with { State = SignatureState.Invalidated });
        foreach (var change in new[] { SignatureChange.Confirm, SignatureChange.Withdraw, SignatureChange.SignAfterWithdrawal,
            SignatureChange.Erase(Now) })
            Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(entry, change)));
        Assert.Equal(0, await fixture.CountedAsync());
    }

    [Fact]
    public async Task A_change_without_a_row_changes_nothing()
    {
        await using var fixture = await NewStoreAsync();
        Assert.Equal(LedgerOutcome.Unchanged,
            await CommitAsync(fixture, Change(SampleEntry.Of(fixture.Petition), SignatureChange.Withdraw)));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(SampleEntry.Of(999), SignatureChange.Withdraw)));
        await fixture.Rows.QueueLinkAsync(fixture.Petition, SampleEntry.Key(), Now, CancellationToken.None);
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task A_batch_of_all_kinds_is_one_transaction_with_the_right_outcomes()
    {
        await using var fixture = await NewStoreAsync();
        var (leaving, asking, other) =
            (SampleEntry.Of(fixture.Petition), Attempt(fixture), await fixture.AddPetitionAsync("other-petition"));
        await CommitAsync(fixture, leaving);
        var result = await fixture.First.CommitAsync(
            [
                SampleEntry.Of(fixture.Petition), Change(leaving, SignatureChange.Withdraw), asking, SampleEntry.Of(other),
                Change(asking, SignatureChange.Confirm), leaving, SampleEntry.Of(fixture.Petition, work: LedgerWork.LookUp),
            ],
            shard: 2, CancellationToken.None);
        Assert.Equal(
            [
                LedgerOutcome.Stored, LedgerOutcome.Changed, LedgerOutcome.Stored, LedgerOutcome.Stored, LedgerOutcome.Changed,
                LedgerOutcome.Repeated, LedgerOutcome.Closed,
            ],
            result.Outcomes);
        Assert.Equal(2, await fixture.CountedAsync());
        Assert.Equal(await fixture.ScalarAsync($"SELECT counted FROM tally WHERE petition = {fixture.Petition} AND shard = 2"),
            result.Moved.Single(moved => moved.Petition == fixture.Petition).Reading.Counted);
        Assert.Equal(await fixture.ScalarAsync($"SELECT version FROM tally WHERE petition = {fixture.Petition} AND shard = 2"),
            result.Moved.Single(moved => moved.Petition == fixture.Petition).Reading.Version);
    }

    [Fact]
    public async Task The_count_equals_the_rows_after_a_random_mix_of_changes()
    {
        await using var fixture = await NewStoreAsync();
        var attempts = Enumerable.Range(0, 40).Select(_ => Attempt(fixture)).ToArray();
        var changes = new[] { SignatureChange.Confirm, SignatureChange.Withdraw, SignatureChange.SignAfterWithdrawal,
            SignatureChange.Erase(Now), SignatureChange.Correct };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 40; round++)
            {
                LedgerEntry[] batch = [.. Enumerable.Range(0, Random.Shared.Next(1, 12)).Select(_ =>
                {
                    var attempt = attempts[Random.Shared.Next(attempts.Length)];
                    return Random.Shared.Next(3) == 0
                        ? attempt with { Operation = SampleEntry.Key() }
                        : Change(attempt, changes[Random.Shared.Next(changes.Length)]);
                })];
                await CommitAgainAsync(Random.Shared.Next(2) == 0 ? fixture.First : fixture.Second, batch, (short)(4 * writer));
            }
        })));

        Assert.Equal(await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE state = 1"), await fixture.CountedAsync());
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM tally WHERE version < abs(counted)"));
    }

    [Fact]
    public async Task A_further_mail_is_not_due_before_its_interval()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await fixture.ExecuteAsync("UPDATE mail SET due_at = NULL, next_at = '2026-03-20T19:24:30.000Z'");
        await CommitAsync(fixture, Attempt(fixture) with { RowKey = attempt.RowKey });
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE due_at = next_at"));
    }
}
