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

/// <summary>The contract of ended mails, and of the spacing that an expiry does not forget, for both databases.</summary>
public abstract class MailStopContract
{
    private static readonly CancellationToken NoCancel = CancellationToken.None;

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task Ended_mails_stay_ended_through_new_attempts_and_erasure_until_they_are_allowed_again()
    {
        await using var fixture = await NewStoreAsync();
        var (attempt, other) = (Attempt(fixture), Attempt(fixture));
        // Nothing needs to be stored about the person yet.
        for (var press = 0; press < 2; press++)
            await fixture.Rows.SetMailStoppedAsync(fixture.Petition, attempt.RowKey, isStopped: true, NoCancel);
        await CommitAsync(fixture, attempt);
        await CommitAsync(fixture, other);
        Assert.Equal([(attempt.RowKey, true), (other.RowKey, false)], await ClaimedAsync(fixture, Now, attempt.RowKey));

        await CommitAsync(fixture, Change(attempt, SignatureChange.Erase(Now)));
        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key() });
        Assert.Contains((attempt.RowKey, true), await ClaimedAsync(fixture, Now.AddDays(2), attempt.RowKey));
        await CommitAsync(fixture, Change(attempt, SignatureChange.Withdraw));
        await fixture.Rows.QueueLinkAsync(fixture.Petition, attempt.RowKey, Now, NoCancel);
        Assert.Contains((attempt.RowKey, true), await ClaimedAsync(fixture, Now.AddDays(3), attempt.RowKey));

        await fixture.Rows.SetMailStoppedAsync(fixture.Petition, attempt.RowKey, isStopped: false, NoCancel);
        Assert.Contains((attempt.RowKey, false), await ClaimedAsync(fixture, Now.AddDays(4), attempt.RowKey));
    }

    [Fact]
    public async Task Mails_of_another_petition_go_on()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        var elsewhere = attempt with { Petition = await fixture.AddPetitionAsync("other-petition") };
        await fixture.Rows.SetMailStoppedAsync(fixture.Petition, attempt.RowKey, isStopped: true, NoCancel);
        await CommitAsync(fixture, elsewhere);
        Assert.False(Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel)).IsStopped);
    }

    [Fact]
    public async Task An_expired_signature_does_not_shorten_the_mail_interval()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        var sentAt = Now + new ConfirmationOptions().PendingFor;
        var mail = Assert.Single(await fixture.Outbox.ClaimAsync(Now, 10, NoCancel));
        await fixture.Outbox.SettleAsync([new MailOutcome.Sent(mail with { Sent = 6 }, Now.AddDays(2))], sentAt, NoCancel);
        await fixture.ExecuteAsync("UPDATE mail SET sent = 7 WHERE purpose = 1");
        fixture.Time.SetUtcNow(sentAt.AddMinutes(2));
        Assert.Equal(1, await new PendingExpiry(new ExpiredSignatures(fixture.Database), new ConfirmationOptions(), fixture.Time,
            NullLogger<PendingExpiry>.Instance).ExpireSomeAsync(NoCancel));
        Assert.Empty(await fixture.Outbox.ClaimAsync(Now.AddDays(60), 10, NoCancel));

        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key(), MailAt = sentAt.AddMinutes(3) });
        Assert.Empty(await fixture.Outbox.ClaimAsync(sentAt + MailSpacing.LongestGap - TimeSpan.FromSeconds(1), 10, NoCancel));
        Assert.Equal(7, Assert.Single(await fixture.Outbox.ClaimAsync(sentAt + MailSpacing.LongestGap, 10, NoCancel)).Sent);
    }

    [Fact]
    public async Task After_retention_ended_mails_and_earlier_attempts_are_removed()
    {
        await using var fixture = await NewStoreAsync();
        var attempt = Attempt(fixture);
        await CommitAsync(fixture, attempt);
        await fixture.Outbox.ClaimAsync(Now, 10, NoCancel);
        await CommitAsync(fixture, attempt with { Operation = SampleEntry.Key() });
        await fixture.Rows.SetMailStoppedAsync(fixture.Petition, attempt.RowKey, isStopped: true, NoCancel);
        Assert.Equal(2, (await fixture.Statistics.ReadSignaturesAsync(fixture.Petition, NoCancel))!.Sealed);

        Assert.Equal(3, await fixture.Data.RemoveMailAsync(fixture.Petition, 10, NoCancel));
        Assert.Equal(0, await fixture.Data.RemoveMailAsync(fixture.Petition, 10, NoCancel));
        Assert.Equal(0, await fixture.ScalarAsync("SELECT (SELECT count(*) FROM mail_stop) + (SELECT count(*) FROM earlier_attempt)"));
    }

    private static async Task<(Guid, bool)[]> ClaimedAsync(StoreFixture fixture, DateTimeOffset now, Guid first) =>
        [.. (await fixture.Outbox.ClaimAsync(now, 10, NoCancel)).OrderByDescending(mail => mail.RowKey == first)
            .Select(mail => (mail.RowKey, mail.IsStopped))];
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteMailStopTests : MailStopContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresMailStopTests(PostgresServer server) : MailStopContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
