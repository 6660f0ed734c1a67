using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Signing;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>
/// The contract of attempts that were mailed before a newer one came, for both databases: who knows an address must not keep its owner
/// from confirming.
/// </summary>
public abstract class EarlierAttemptContract
{
    private static readonly CancellationToken NoCancel = CancellationToken.None;

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_mailed_attempt_stays_confirmable_and_confirms_what_its_mail_showed()
    {
        await using var fixture = await NewStoreAsync();
        var owner = Attempt(fixture) with { DocumentVersion = 3, ConsentRecord = 5, Source = SignatureSource.Paper };
        await CommitAsync(fixture, owner);
        await MailAsync(fixture, owner);
        var stranger = Newer(owner);
        await CommitAsync(fixture, stranger);
        Assert.Equal((SignatureState.Pending, stranger.Operation), await RowAsync(fixture, owner));
        var kept = Assert.Single(await EarlierAsync(fixture, owner));
        Assert.Equal((owner.Operation, owner.SignedAt, 3, 5), (kept.Operation, kept.SignedAt, kept.DocumentVersion, kept.ConsentRecord));
        Assert.Equal(owner.Ciphertext, kept.Ciphertext);

        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
        var row = await FindAsync(fixture, owner);
        Assert.Equal((SignatureState.Counted, owner.Operation, owner.SignedAt, 3, 5),
            (row!.State, row.Operation, row.SignedAt, row.DocumentVersion, row.ConsentRecord));
        Assert.Equal(owner.Ciphertext, row.Ciphertext);
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM signature WHERE source = 1"));
        Assert.Equal(1, await fixture.CountedAsync());
        Assert.Empty(await MailsAsync(fixture, owner));
        Assert.Equal(0, await SealedAsync(fixture));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(stranger, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task Every_mailed_attempt_stays_and_the_newest_can_be_confirmed_too()
    {
        await using var fixture = await NewStoreAsync();
        var first = Attempt(fixture);
        await CommitAsync(fixture, first);
        await MailAsync(fixture, first);
        var second = Newer(first);
        await CommitAsync(fixture, second);
        await MailAsync(fixture, second);
        var third = Newer(second);
        await CommitAsync(fixture, third);

        Assert.Equal([first.Operation, second.Operation], (await EarlierAsync(fixture, first)).Select(attempt => attempt.Operation));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(third, SignatureChange.Confirm)));
        Assert.Equal((SignatureState.Counted, third.Operation), await RowAsync(fixture, first));
        Assert.Equal((1, 0), (await fixture.CountedAsync(), await SealedAsync(fixture)));
    }

    [Fact]
    public async Task An_attempt_that_nobody_was_mailed_is_gone_when_a_newer_one_comes()
    {
        await using var fixture = await NewStoreAsync();
        var owner = Attempt(fixture);
        await CommitAsync(fixture, owner);
        await MailAsync(fixture, owner);
        var (unmailed, newest) = (Newer(owner), Newer(Newer(owner)));
        await CommitAsync(fixture, unmailed);
        await CommitAsync(fixture, newest);

        Assert.Equal(owner.Operation, Assert.Single(await EarlierAsync(fixture, owner)).Operation);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(unmailed, SignatureChange.Confirm)));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task A_mail_that_is_being_sent_counts_as_mailed()
    {
        await using var fixture = await NewStoreAsync();
        var owner = Attempt(fixture);
        await CommitAsync(fixture, owner);
        Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddHours(1), 10, NoCancel));
        await CommitAsync(fixture, Newer(owner));
        Assert.Equal(LedgerOutcome.Changed, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task A_retry_of_a_mailed_attempt_changes_nothing_and_queues_no_mail()
    {
        await using var fixture = await NewStoreAsync();
        var owner = Attempt(fixture);
        await CommitAsync(fixture, owner);
        await MailAsync(fixture, owner);
        var stranger = Newer(owner);
        await CommitAsync(fixture, stranger);
        await fixture.ExecuteAsync("UPDATE mail SET due_at = NULL");

        Assert.Equal(LedgerOutcome.Stored, await CommitAsync(fixture, owner));
        Assert.Equal((SignatureState.Pending, stranger.Operation), await RowAsync(fixture, owner));
        Assert.Empty(await MailsAsync(fixture, owner));
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, NoCancel);
        Assert.Equal(LedgerOutcome.AlreadyStored, await CommitAsync(fixture, owner));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_withdrawal_or_erasure_ends_every_attempt(bool isErasure)
    {
        await using var fixture = await NewStoreAsync();
        var owner = Attempt(fixture);
        await CommitAsync(fixture, owner);
        await MailAsync(fixture, owner);
        await CommitAsync(fixture, Newer(owner));
        await CommitAsync(fixture, Change(owner, isErasure ? SignatureChange.Erase(Now) : SignatureChange.Withdraw));

        Assert.Equal(0, await SealedAsync(fixture));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
        // A late retry of what was mailed starts nothing again.
        await CommitAsync(fixture, owner);
        Assert.Equal(SignatureState.Withdrawn, (await FindAsync(fixture, owner))!.State);
        Assert.DoesNotContain(MailPurpose.Confirm, await MailsAsync(fixture, owner));
    }

    [Fact]
    public async Task An_earlier_attempt_expires_at_its_own_time()
    {
        await using var fixture = await NewStoreAsync();
        var options = new ConfirmationOptions();
        var owner = Attempt(fixture);
        await CommitAsync(fixture, owner);
        await MailAsync(fixture, owner);
        var stranger = Newer(owner) with { SignedAt = owner.SignedAt.AddDays(3) };
        await CommitAsync(fixture, stranger);
        var expiry = new PendingExpiry(new ExpiredSignatures(fixture.Database), options, fixture.Time, NullLogger<PendingExpiry>.Instance);

        fixture.Time.SetUtcNow(owner.SignedAt + options.PendingFor);
        Assert.Equal(0, await expiry.ExpireSomeAsync(NoCancel));
        fixture.Time.SetUtcNow(owner.SignedAt.AddMinutes(1) + options.PendingFor);
        Assert.Equal(1, await expiry.ExpireSomeAsync(NoCancel));
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM earlier_attempt"));
        Assert.Equal((SignatureState.Pending, stranger.Operation), await RowAsync(fixture, owner));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(owner, SignatureChange.Confirm)));
    }

    [Fact]
    public async Task Concurrent_attempts_and_confirmations_count_one_person_once()
    {
        await using var fixture = await NewStoreAsync();
        for (var round = 0; round < 10; round++)
        {
            var owner = Attempt(fixture);
            await CommitAsync(fixture, owner);
            await MailAsync(fixture, owner);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => CommitAgainAsync(
                i % 2 == 0 ? fixture.First : fixture.Second,
                [i % 3 == 0 ? Change(owner, SignatureChange.Confirm) : Newer(owner)], (short)i))));
            await CommitAsync(fixture, Change(owner, SignatureChange.Confirm));
            Assert.Equal((SignatureState.Counted, owner.Operation), await RowAsync(fixture, owner));
            Assert.Equal(round + 1, await fixture.CountedAsync());
            await fixture.ExecuteAsync("DELETE FROM mail");
        }
    }

    private static LedgerEntry Newer(LedgerEntry attempt) =>
        attempt with { Operation = SampleEntry.Key(), Ciphertext = [.. SampleEntry.Key().ToByteArray()], SignedAt =
            attempt.SignedAt.AddMinutes(1), DocumentVersion = 1, ConsentRecord = 1, Source = SignatureSource.Web };

    private static async Task MailAsync(StoreFixture fixture, LedgerEntry attempt)
    {
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now.AddDays(60), 10, NoCancel));
        Assert.Equal((MailPurpose.Confirm, attempt.Operation), (mail.Purpose, mail.Operation));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(mail)], Now, NoCancel);
    }

    private static Task<System.Collections.Immutable.ImmutableArray<EarlierAttempt>> EarlierAsync(StoreFixture fixture, LedgerEntry of) =>
        fixture.Rows.FindEarlierAsync(of.Petition, of.RowKey, NoCancel);

    private static Task<long> SealedAsync(StoreFixture fixture) =>
        fixture.ScalarAsync("SELECT count(*) FROM earlier_attempt WHERE sealed IS NOT NULL OR signed_at IS NOT NULL");
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteEarlierAttemptTests : EarlierAttemptContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresEarlierAttemptTests(PostgresServer server) : EarlierAttemptContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
