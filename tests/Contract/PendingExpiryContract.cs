using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Petitions.Silo.Mail;
using Petitions.Silo.Storage;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChangeSteps;

namespace Petitions.Tests.Contract;

/// <summary>The contract of the expiry of unconfirmed signatures, for both databases.</summary>
public abstract class PendingExpiryContract
{
    private static readonly ConfirmationOptions Options = new();
    private static readonly DateTimeOffset SignedAt = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task No_signature_expires_before_its_confirmation_link()
    {
        await using var fixture = await NewStoreAsync();
        await CommitAsync(fixture, Attempt(fixture));
        // Links expire to the second, rows store the minute.
        fixture.Time.SetUtcNow(SignedAt.AddSeconds(59) + Options.PendingFor);
        Assert.Equal(0, await ExpiryIn(fixture).ExpireSomeAsync(CancellationToken.None));
        fixture.Time.SetUtcNow(SignedAt.AddMinutes(2) + Options.PendingFor);
        Assert.Equal(1, await ExpiryIn(fixture).ExpireSomeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Expired_signatures_lose_data_and_are_mailed_no_more_and_confirmed_ones_are_kept()
    {
        await using var fixture = await NewStoreAsync();
        var (old, confirmed) = (Attempt(fixture), Attempt(fixture));
        await CommitAsync(fixture, old);
        await CommitAsync(fixture, confirmed);
        await CommitAsync(fixture, Change(confirmed, SignatureChange.Confirm));
        await fixture.Rows.QueueLinkAsync(fixture.Petition, confirmed.RowKey, Now, CancellationToken.None);
        fixture.Time.SetUtcNow(Now + Options.PendingFor + TimeSpan.FromHours(1));

        Assert.Equal(1, await ExpiryIn(fixture).ExpireSomeAsync(CancellationToken.None));
        var row = await FindAsync(fixture, old);
        Assert.Equal((SignatureState.Expired, null, fixture.Time.GetUtcNow()), (row!.State, row.Ciphertext, row.AnonymisedAt));
        Assert.NotNull((await FindAsync(fixture, confirmed))!.Ciphertext);
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE due_at IS NOT NULL"));
        Assert.Equal(1, await fixture.CountedAsync());
    }

    [Fact]
    public async Task Two_silos_expire_every_signature_exactly_once_in_small_steps()
    {
        await using var fixture = await NewStoreAsync();
        await fixture.First.CommitAsync([.. Enumerable.Range(0, 500).Select(_ => Attempt(fixture))], shard: 1, CancellationToken.None);
        fixture.Time.SetUtcNow(Now + Options.PendingFor + TimeSpan.FromHours(1));
        var expired = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var (sum, empty) = (0, 0);
            while (empty < 2)
            {
                var some = await ExpiryIn(fixture).ExpireSomeAsync(CancellationToken.None);
                Assert.InRange(some, 0, PendingExpiry.RowsMax);
                sum += some;
                if (some == 0) empty++;
            }
            return sum;
        })));
        Assert.Equal(500, expired.Sum());
        var erased = $"SELECT count(*) FROM signature WHERE state = {(int)SignatureState.Expired} AND sealed IS NULL";
        Assert.Equal(500, await fixture.ScalarAsync(erased));
        Assert.Equal(0, await fixture.ScalarAsync("SELECT count(*) FROM mail WHERE due_at IS NOT NULL"));
    }

    private static PendingExpiry ExpiryIn(StoreFixture fixture) =>
        new(new ExpiredSignatures(fixture.Database), Options, fixture.Time, NullLogger<PendingExpiry>.Instance);
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqlitePendingExpiryTests : PendingExpiryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresPendingExpiryTests(PostgresServer server) : PendingExpiryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
