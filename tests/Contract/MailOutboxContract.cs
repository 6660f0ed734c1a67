using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChanging;

namespace Petitions.Tests.Contract;

/// <summary>What the outbox promises to senders; the same facts for both databases.</summary>
public abstract class MailOutboxContract
{
    private static readonly CancellationToken NoCancel = CancellationToken.None;

    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_claim_holds_the_mail_the_row_and_its_data()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));

        Assert.Equal((attempt.Petition, attempt.RowKey, MailPurpose.Confirm, attempt.Operation), (mail.Petition, mail.RowKey, mail.Purpose, mail.Operation));
        Assert.Equal((0, 0), (mail.Sent, mail.Failures));
        Assert.Equal((SignatureState.Pending, attempt.Operation), (mail.Signature!.State, mail.Signature.Operation));
        Assert.Equal(attempt.Ciphertext, mail.Signature.Ciphertext);
    }

    [Fact]
    public async Task Nothing_is_claimed_before_it_is_due_and_the_longest_due_comes_first()
    {
        await using var rig = await NewRigAsync();
        var (later, sooner) = (Attempt(rig) with { MailAt = Now }, Attempt(rig) with { MailAt = Now.AddSeconds(-1) });
        await CommitAsync(rig, later);
        await CommitAsync(rig, sooner);
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddSeconds(-2), 10, NoCancel));
        Assert.Equal(sooner.RowKey, Assert.Single(await rig.Outbox.ClaimAsync(Now, 1, NoCancel)).RowKey);
    }

    [Fact]
    public async Task Senders_at_the_same_time_never_claim_the_same_mail()
    {
        await using var rig = await NewRigAsync();
        await rig.First.CommitAsync([.. Enumerable.Range(0, 300).Select(_ => Attempt(rig))], shard: 1, NoCancel);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<ClaimedMail>();
            for (var empty = 0; empty < 3;)
            {
                var some = await rig.Outbox.ClaimAsync(Now, 7, NoCancel);
                mine.AddRange(some);
                if (some.Count == 0) empty++;
            }
            return mine;
        })));

        Assert.Equal(300, claimed.Sum(mine => mine.Count));
        Assert.Equal(300, claimed.SelectMany(mine => mine).Select(mail => mail.RowKey).Distinct().Count());
    }

    [Fact]
    public async Task A_dead_senders_mail_is_due_again_when_its_lease_ends_and_the_dead_one_changes_nothing_more()
    {
        await using var rig = await NewRigAsync();
        await CommitAsync(rig, Attempt(rig));
        var lost = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        var end = Now + MailOutbox.LeaseFor;
        Assert.Empty(await rig.Outbox.ClaimAsync(end.AddSeconds(-1), 10, NoCancel));

        var again = Assert.Single(await rig.Outbox.ClaimAsync(end, 10, NoCancel));
        Assert.Equal(lost.RowKey, again.RowKey);
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(lost)], end, NoCancel);
        Assert.Equal(0, await rig.ScalarAsync("SELECT sent FROM mail"));
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(again)], end, NoCancel);
        Assert.Equal(1, await rig.ScalarAsync("SELECT sent FROM mail"));
    }

    [Fact]
    public async Task A_mail_that_was_sent_is_not_due_and_the_next_one_waits_for_its_gap()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await SendAsync(rig, Now);
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));

        await CommitAsync(rig, attempt with { Operation = SomeEntry.Key(), MailAt = Now.AddSeconds(10) });
        var gap = MailSpacing.GapAfter(MailPurpose.Confirm, 1);
        Assert.Empty(await rig.Outbox.ClaimAsync(Now + gap - TimeSpan.FromSeconds(1), 10, NoCancel));
        Assert.Equal(1, Assert.Single(await rig.Outbox.ClaimAsync(Now + gap, 10, NoCancel)).Sent);
    }

    [Fact]
    public async Task A_newer_attempt_that_comes_while_a_mail_is_on_its_way_gets_a_mail_of_its_own()
    {
        await using var rig = await NewRigAsync();
        var (attempt, newer) = (Attempt(rig), SomeEntry.Key());
        await CommitAsync(rig, attempt);
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(rig, attempt with { Operation = newer });
        // Not while the first one is on its way.
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddSeconds(1), 10, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(mail, RemindAt: Now.AddDays(2))], Now.AddSeconds(2), NoCancel);

        Assert.Equal(0, await rig.ScalarAsync($"SELECT count(*) FROM mail WHERE purpose = {(int)MailPurpose.Remind}"));
        var second = Assert.Single(await rig.Outbox.ClaimAsync(Now.AddSeconds(2) + MailSpacing.GapAfter(MailPurpose.Confirm, 1), 10, NoCancel));
        Assert.Equal((newer, 1), (second.Operation, second.Sent));
        Assert.Equal(newer, second.Signature!.Operation);
    }

    [Fact]
    public async Task A_failure_of_a_mail_that_was_replaced_does_not_delay_the_newer_one()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(rig, attempt with { Operation = SomeEntry.Key() });
        await rig.Outbox.SettleAsync([new MailOutcome.Later(mail, Now.AddHours(1), 3)], Now.AddSeconds(2), NoCancel);
        Assert.Equal(0, Assert.Single(await rig.Outbox.ClaimAsync(Now.AddSeconds(2), 10, NoCancel)).Failures);
    }

    [Fact]
    public async Task A_failure_comes_back_at_its_time_and_is_counted_until_a_success()
    {
        await using var rig = await NewRigAsync();
        await CommitAsync(rig, Attempt(rig));
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Later(mail, Now.AddMinutes(1), 1)], Now, NoCancel);
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddSeconds(59), 10, NoCancel));
        Assert.Equal(1, Assert.Single(await rig.Outbox.ClaimAsync(Now.AddMinutes(1), 10, NoCancel)).Failures);
    }

    [Fact]
    public async Task What_is_parked_rests_with_its_reason_until_its_signer_tries_again()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Parked(mail, "SMTP 550")], Now, NoCancel);

        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM mail WHERE parked_reason = 'SMTP 550' AND parked_at IS NOT NULL"));
        await CommitAsync(rig, attempt with { Operation = SomeEntry.Key(), MailAt = Now.AddMinutes(1) });
        Assert.Single(await rig.Outbox.ClaimAsync(Now.AddMinutes(1), 10, NoCancel));
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"));
    }

    [Fact]
    public async Task What_nobody_wants_any_more_is_never_due()
    {
        await using var rig = await NewRigAsync();
        await CommitAsync(rig, Attempt(rig));
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Dropped(mail)], Now, NoCancel);
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"));
    }

    [Fact]
    public async Task Somebody_is_reminded_once_and_never_again()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        var remindAt = Now.AddDays(2);
        await SendAsync(rig, Now, remindAt);
        Assert.Empty(await rig.Outbox.ClaimAsync(remindAt.AddSeconds(-1), 10, NoCancel));
        var reminder = Assert.Single(await rig.Outbox.ClaimAsync(remindAt, 10, NoCancel));
        Assert.Equal((MailPurpose.Remind, attempt.Operation), (reminder.Purpose, reminder.Operation));
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(reminder)], remindAt, NoCancel);

        await CommitAsync(rig, attempt with { Operation = SomeEntry.Key(), MailAt = remindAt });
        await SendAsync(rig, remindAt, remindAt.AddDays(2));
        Assert.Empty(await rig.Outbox.ClaimAsync(remindAt.AddDays(60), 10, NoCancel));
    }

    [Fact]
    public async Task Whoever_erases_everything_gets_the_next_mail_no_sooner()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        await SendAsync(rig, Now);
        await CommitAsync(rig, Change(attempt, SignatureChange.Erase(Now)));
        Assert.Empty(await rig.Outbox.ClaimAsync(Now.AddDays(60), 10, NoCancel));

        await CommitAsync(rig, attempt with { Operation = SomeEntry.Key(), MailAt = Now.AddSeconds(1) });
        var next = Now + MailSpacing.GapAfter(MailPurpose.Confirm, 1);
        Assert.Empty(await rig.Outbox.ClaimAsync(next.AddSeconds(-1), 10, NoCancel));
        Assert.Single(await rig.Outbox.ClaimAsync(next, 10, NoCancel));
    }

    [Fact]
    public async Task Whoever_confirmed_while_the_mail_was_noted_is_not_reminded()
    {
        await using var rig = await NewRigAsync();
        var attempt = Attempt(rig);
        await CommitAsync(rig, attempt);
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(rig, Change(attempt, SignatureChange.Confirm));
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(mail, Now.AddDays(2))], Now, NoCancel);
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task Staff_sees_what_waits_what_is_parked_and_since_when()
    {
        await using var rig = await NewRigAsync();
        var (first, second) = (Attempt(rig), Attempt(rig) with { MailAt = Now.AddMinutes(-5) });
        await rig.First.CommitAsync([first, second, Attempt(rig)], shard: 1, NoCancel);
        rig.Time.SetUtcNow(Now);
        Assert.Equal(new MailCounts(3, 0, Now.AddMinutes(-5)), await rig.Outbox.ReadCountsAsync(rig.Petition, NoCancel));

        var claimed = await rig.Outbox.ClaimAsync(Now, 2, NoCancel);
        Assert.Equal(new MailCounts(3, 0, Now), await rig.Outbox.ReadCountsAsync(rig.Petition, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Parked(claimed[0], "SMTP 550"), new MailOutcome.Sent(claimed[1], Now.AddDays(2))], Now, NoCancel);
        Assert.Equal(new MailCounts(1, 1, Now), await rig.Outbox.ReadCountsAsync(rig.Petition, NoCancel));
        Assert.Equal(new MailCounts(0, 0, null), await rig.Outbox.ReadCountsAsync(rig.Petition + 1, NoCancel));
    }

    [Fact]
    public async Task A_hundred_mails_of_every_outcome_are_noted_while_their_signers_try_again()
    {
        await using var rig = await NewRigAsync();
        var attempts = Enumerable.Range(0, 120).Select(_ => Attempt(rig)).ToArray();
        await rig.First.CommitAsync(attempts, shard: 1, NoCancel);
        var claimed = await rig.Outbox.ClaimAsync(Now, 120, NoCancel);
        MailOutcome[] outcomes = [.. claimed.Select((mail, i) => (i % 4) switch
        {
            0 => (MailOutcome)new MailOutcome.Sent(mail, Now.AddDays(2)),
            1 => new MailOutcome.Later(mail, Now.AddMinutes(1), 1),
            2 => new MailOutcome.Parked(mail, "SMTP 550"),
            _ => new MailOutcome.Dropped(mail),
        })];
        var again = Array.ConvertAll(attempts, attempt => attempt with { Operation = SomeEntry.Key() });
        await Task.WhenAll(
            Task.Run(() => rig.Outbox.SettleAsync(outcomes, Now, NoCancel)), Task.Run(() => CommitAgainAsync(rig.Second, again, shard: 2)));

        // Every newer attempt is written to, sooner or later.
        var written = new List<ClaimedMail>();
        for (var now = Now; now < Now.AddDays(2); now += TimeSpan.FromMinutes(10)) written.AddRange(await rig.Outbox.ClaimAsync(now, 500, NoCancel));
        Assert.Equal(
            again.Select(attempt => attempt.Operation).Order(),
            written.Where(mail => mail.Purpose == MailPurpose.Confirm).Select(mail => mail.Operation).Distinct().Order());
    }

    private static async Task SendAsync(LedgerRig rig, DateTimeOffset at, DateTimeOffset? remindAt = null)
    {
        var mail = Assert.Single(await rig.Outbox.ClaimAsync(at + TimeSpan.FromHours(1), 10, NoCancel));
        await rig.Outbox.SettleAsync([new MailOutcome.Sent(mail, remindAt)], at, NoCancel);
    }
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteMailOutboxTests : MailOutboxContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresMailOutboxTests(PostgresServer server) : MailOutboxContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
