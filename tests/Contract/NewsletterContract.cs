using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of withdrawing the consent to the newsletter alone, for both databases.</summary>
public abstract class NewsletterContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task The_newsletter_ends_alone_also_after_hand_over_and_closing_and_the_first_time_stays()
    {
        await using var fixture = await NewStoreAsync();
        var (entry, other) = (SampleEntry.Of(fixture.Petition) with { ConsentRecord = 2 },
            SampleEntry.Of(fixture.Petition) with { ConsentRecord = 2 });
        foreach (var signed in new[] { entry, other, SampleEntry.Of(fixture.Petition) }) await CommitAsync(fixture, signed);
        await fixture.Tallies.RaiseEpochAsync(fixture.Petition, CancellationToken.None);
        await fixture.Tallies.SetOpenAsync(fixture.Petition, open: false, CancellationToken.None);

        for (var press = 0; press < 2; press++)
        {
            Assert.Equal(LedgerOutcome.Changed,
                await CommitAsync(fixture, Change(entry, SignatureChange.WithdrawNewsletter(Now.AddHours(press)))));
        }
        var row = await FindAsync(fixture, entry);
        Assert.Equal((SignatureState.Counted, Now, 2), (row!.State, row.NewsletterWithdrawnAt, row.ConsentRecord));
        Assert.Equal(entry.Ciphertext, row.Ciphertext);
        Assert.Equal(3, await fixture.CountedAsync());
        Assert.Null((await FindAsync(fixture, other))!.NewsletterWithdrawnAt);
        Assert.Equal([new ConsentRecordCount(1, 1, 0), new(2, 2, 1)],
            (await fixture.Statistics.ReadConsentsAsync(fixture.Petition, CancellationToken.None))!.Value);
    }

    [Fact]
    public async Task Signing_again_gives_the_consents_anew()
    {
        await using var fixture = await NewStoreAsync();
        var entry = SampleEntry.Of(fixture.Petition);
        await CommitAsync(fixture, entry);
        await CommitAsync(fixture, Change(entry, SignatureChange.WithdrawNewsletter(Now)));
        await CommitAsync(fixture, Change(entry, SignatureChange.Withdraw));
        await CommitAsync(fixture, Change(entry with { Operation = SampleEntry.Key() }, SignatureChange.SignAfterWithdrawal));
        Assert.Null((await FindAsync(fixture, entry))!.NewsletterWithdrawnAt);

        await CommitAsync(fixture, Change(entry, SignatureChange.WithdrawNewsletter(Now)));
        await CommitAsync(fixture, Change(entry, SignatureChange.Erase(Now)));
        await CommitAsync(fixture, entry with { Operation = SampleEntry.Key() });
        Assert.Null((await FindAsync(fixture, entry))!.NewsletterWithdrawnAt);
    }

    [Fact]
    public async Task Only_a_counted_signature_has_a_newsletter_to_withdraw()
    {
        await using var fixture = await NewStoreAsync();
        var pending = Attempt(fixture);
        await CommitAsync(fixture, pending);
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(pending, SignatureChange.WithdrawNewsletter(Now))));
        await CommitAsync(fixture, Change(pending, SignatureChange.Withdraw));
        Assert.Equal(LedgerOutcome.Unchanged, await CommitAsync(fixture, Change(pending, SignatureChange.WithdrawNewsletter(Now))));
    }
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqliteNewsletterTests : NewsletterContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresNewsletterTests(PostgresServer server) : NewsletterContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
