using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of the mail outbox, for both databases.</summary>
public abstract class MailOutboxContract
{
    private static readonly CancellationToken NoCancel = CancellationToken.None;

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_claim_returns_the_mail_with_its_signature()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));

        Assert.Equal((attempt.Petition, attempt.RowKey, MailPurpose.Confirm, attempt.Operation),
            (mail.Petition, mail.RowKey, mail.Purpose, mail.Operation));
        Assert.Equal((0, 0), (mail.Sent, mail.Failures));
        Assert.Equal((SignatureState.Pending, attempt.Operation), (mail.Signature!.State, mail.Signature.Operation));
        Assert.Equal(attempt.Ciphertext, mail.Signature.Ciphertext);
    }

    [Fact]
    public async Task Only_due_mails_are_claimed_and_the_oldest_comes_first()
    {
        await using var fixture = await NewStoreAsync();
        var (later, sooner) = (Attempt(fixture) with { MailAt = Now }, Attempt(fixture) with { MailAt = Now.AddSeconds(-1) });
        await CommitAsync(fixture, later);
        await CommitAsync(fixture, sooner);
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddSeconds(-2), 10, NoCancel));
        Assert.Equal(sooner.RowKey, Assert.Single(await fixture.Outbox.ClaimAsync(Now, 1, NoCancel)).RowKey);
    }

    [Fact]
    public async Task Concurrent_senders_never_claim_the_same_mail()
    {
        await using var fixture = await NewStoreAsync();
        await fixture.First.CommitAsync([.. Enumerable.Range(0, 300).Select(_ => Attempt(fixture))], shard: 1, NoCancel);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<ClaimedMail>();
            for (var empty = 0; empty < 3;)
            {
                var some = await fixture.Outbox.ClaimAsync(Now, 7, NoCancel);
                mine.AddRange(some);
                if (some.Count == 0) empty++;
            }
            return mine;
        })));

        Assert.Equal(300, claimed.Sum(mine => mine.Count));
        Assert.Equal(300, claimed.SelectMany(mine => mine).Select(mail => mail.RowKey).Distinct().Count());
    }

    [Fact]
    public async Task A_mail_is_due_again_after_its_lease_and_the_old_sender_cannot_settle_it()
    {
        await using var fixture = await NewStoreAsync();
        await CommitAsync(fixture, Attempt(fixture));
        var lost = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        var end = Now + MailOutbox.LeaseFor;
        Assert.Empty(await fixture.Outbox.ClaimAsync(end.AddSeconds(-1), 10, NoCancel));

        var again = Assert.Single(await fixture.Outbox.ClaimAsync(end, 10, NoCancel));
        Assert.Equal(lost.RowKey, again.RowKey);
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(lost)], end, NoCancel);
        Assert.Equal(0, await fixture.ScalarAsync("SELECT sent FROM mail"));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(again)], end, NoCancel);
        Assert.Equal(1, await fixture.ScalarAsync("SELECT sent FROM mail"));
    }

    [Fact]
    public async Task A_sent_mail_is_not_due_and_the_next_one_waits_for_its_interval()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await SendAsync(fixture, Now);
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));

        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), MailAt = Now.AddSeconds(10) });
        var gap = MailSpacing.GapAfter(MailPurpose.Confirm, 1);
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now + gap - TimeSpan.FromSeconds(1), 10, NoCancel));
        Assert.Equal(1, Assert.Single(await fixture.Outbox.ClaimAsync(Now + gap, 10, NoCancel)).Sent);
    }

    [Fact]
    public async Task A_newer_attempt_during_sending_gets_its_own_mail()
    {
        await using var fixture = await NewStoreAsync();
        var (attempt, newer) = (Attempt(fixture), SampleEntry.Key());
        await CommitAsync(fixture, attempt);
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(fixture, attempt with { Operation = newer });
        // Not while the first mail is being sent.
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddSeconds(1), 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(mail, RemindAt: Now.AddDays(2))], Now.AddSeconds(2), NoCancel);

        Assert.Equal(0, await fixture.ScalarAsync($"SELECT count(*) FROM mail WHERE purpose = {(int)MailPurpose.Remind}"));
        var second = Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddSeconds(2)
            + MailSpacing.GapAfter(MailPurpose.Confirm, 1), 10, NoCancel));
        Assert.Equal((newer, 1), (second.Operation, second.Sent));
        Assert.Equal(newer, second.Signature!.Operation);
    }

    [Fact]
    public async Task A_failed_mail_that_was_replaced_does_not_delay_the_newer_one()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key() });
        await fixture.Outbox.SettleAsync([new MailOutcome.Later(mail, Now.AddHours(1), 3)], Now.AddSeconds(2), NoCancel);
        Assert.Equal(0, Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddSeconds(2), 10, NoCancel)).Failures);
    }

    [Fact]
    public async Task A_failed_mail_is_retried_at_its_time_and_failures_count_until_a_success()
    {
        await using var fixture = await NewStoreAsync();
        await CommitAsync(fixture, Attempt(fixture));
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Later(mail, Now.AddMinutes(1), 1)], Now, NoCancel);
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddSeconds(59), 10, NoCancel));
        Assert.Equal(1, Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddMinutes(1), 10, NoCancel)).Failures);
    }

    [Fact]
    public async Task A_parked_mail_keeps_its_reason_until_the_signer_makes_a_new_attempt()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Parked(mail, "SMTP 550")], Now, NoCancel);

        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE parked_reason = 'SMTP 550' AND parked_at IS NOT NULL"));
        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), MailAt = Now.AddMinutes(1) });
        Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddMinutes(1), 10, NoCancel));
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_dropped_mail_is_never_due()
    {
        await using var fixture = await NewStoreAsync();
        await CommitAsync(fixture, Attempt(fixture));
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Dropped(mail)], Now, NoCancel);
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddDays(30), 10, NoCancel));
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE parked_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_reminder_is_sent_at_most_once()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var remindAt = Now.AddDays(2);
        await SendAsync(fixture, Now, remindAt);
        Assert.Empty(await fixture.Outbox.ClaimAsync(remindAt.AddSeconds(-1), 10, NoCancel));
        var reminder = Assert.Single(await fixture.Outbox.ClaimAsync(remindAt, 10, NoCancel));
        Assert.Equal((MailPurpose.Remind, attempt.Operation), (reminder.Purpose, reminder.Operation));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(reminder)], remindAt, NoCancel);

        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), MailAt = remindAt });
        await SendAsync(fixture, remindAt, remindAt.AddDays(2));
        Assert.Empty(await fixture.Outbox.ClaimAsync(remindAt.AddDays(60), 10, NoCancel));
    }

    [Fact]
    public async Task Erasing_personal_data_does_not_shorten_the_mail_interval()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await SendAsync(fixture, Now);
        await CommitAsync(fixture, Change(attempt, SignatureChange.Erase(Now)));
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddDays(60), 10, NoCancel));

        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), MailAt = Now.AddSeconds(1) });
        var next = Now + MailSpacing.GapAfter(MailPurpose.Confirm, 1);
        Assert.Empty(await fixture.Outbox.ClaimAsync(next.AddSeconds(-1), 10, NoCancel));
        Assert.Single(await fixture.Outbox.ClaimAsync(next, 10, NoCancel));
    }

    [Fact]
    public async Task A_confirmation_before_settling_prevents_the_reminder()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await CommitAsync(fixture, Change(attempt, SignatureChange.Confirm));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(mail, Now.AddDays(2))], Now, NoCancel);
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM mail"));
    }

    [Fact]
    public async Task Admins_see_waiting_and_parked_mails_and_the_oldest_due_time()
    {
        await using var fixture = await NewStoreAsync();
        var (first, second) = (Attempt(fixture), Attempt(fixture) with { MailAt = Now.AddMinutes(-5) });
        await fixture.First.CommitAsync([first, second, Attempt(fixture)], shard: 1, NoCancel);
        fixture.Time.SetUtcNow(Now);
        Assert.Equal(new MailCounts(3, 0, Now.AddMinutes(-5)), await fixture.Outbox.ReadCountsAsync(fixture.Petition, NoCancel));

        var claimed = await fixture.Outbox.ClaimAsync(Now, 2, NoCancel);
        Assert.Equal(new MailCounts(3, 0, Now), await fixture.Outbox.ReadCountsAsync(fixture.Petition, NoCancel));
        await fixture.Outbox
            .SettleAsync([new MailOutcome.Parked(claimed[0], "SMTP 550"), new MailOutcome.Sent(claimed[1], Now.AddDays(2))], Now, NoCancel);
        Assert.Equal(new MailCounts(1, 1, Now), await fixture.Outbox.ReadCountsAsync(fixture.Petition, NoCancel));
        Assert.Equal(new MailCounts(0, 0, null), await fixture.Outbox.ReadCountsAsync(fixture.Petition + 1, NoCancel));
    }

    [Fact]
    public async Task A_hundred_mails_of_every_outcome_are_settled_during_new_attempts()
    {
        await using var fixture = await NewStoreAsync();
        var attempts = Enumerable.Range(0, 120).Select(_ => Attempt(fixture)).ToArray();
        await fixture.First.CommitAsync(attempts, shard: 1, NoCancel);
        var claimed = await fixture.Outbox.ClaimAsync(Now, 120, NoCancel);
        MailOutcome[] outcomes = [.. claimed.Select((mail, i) => (i % 4) switch
        {
            0 => (MailOutcome)new MailOutcome.Sent(mail, Now.AddDays(2)),
            1 => new MailOutcome.Later(mail, Now.AddMinutes(1), 1),
            2 => new MailOutcome.Parked(mail, "SMTP 550"),
            _ => new MailOutcome.Dropped(mail),
        })];
        var again = Array.ConvertAll(attempts, attempt => attempt with { Operation = SampleEntry.Key() });
        await Task.WhenAll(
            Task.Run(() => fixture.Outbox.SettleAsync(outcomes, Now, NoCancel)),
                Task.Run(() => CommitAgainAsync(fixture.Second, again, shard: 2)));

        // Every newer attempt gets its mail eventually.
        var written = new List<ClaimedMail>();
        for (var now = Now; now < Now.AddDays(2); now += TimeSpan.FromMinutes(10)) written.AddRange(
            await fixture.Outbox.ClaimAsync(now, 500, NoCancel));
        Assert.Equal(
            again.Select(attempt => attempt.Operation).Order(),
            written.Where(mail => mail.Purpose == MailPurpose.Confirm).Select(mail => mail.Operation).Distinct().Order());
    }

    private static async Task SendAsync(StoreFixture fixture, DateTimeOffset at, DateTimeOffset? remindAt = null)
    {
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(at + TimeSpan.FromHours(1), 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(mail, remindAt)], at, NoCancel);
    }
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteMailOutboxTests : MailOutboxContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresMailOutboxTests(PostgresServer server) : MailOutboxContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
