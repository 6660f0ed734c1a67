using Microsoft.Extensions.Logging.Abstractions;
using Petitions.Grains.Ledger;
using Petitions.Grains.Signing;
using Petitions.Silo.Mail;
using Petitions.Tests.Support;
using Xunit;
using static Petitions.Tests.Contract.SignatureChanging;

namespace Petitions.Tests.Contract;

/// <summary>What becomes of signatures that nobody confirms; the same facts for both databases.</summary>
public abstract class PendingExpiryContract
{
    private static readonly ConfirmationOptions Options = new();
    private static readonly DateTimeOffset SignedAt = new(2026, 3, 20, 19, 20, 0, TimeSpan.Zero);

    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task Nothing_expires_before_its_link_does()
    {
        await using var rig = await NewRigAsync();
        await CommitAsync(rig, Attempt(rig));
        // The link knows the second, the row the minute.
        rig.Time.SetUtcNow(SignedAt.AddSeconds(59) + Options.PendingFor);
        Assert.Equal(0, await ExpiryIn(rig).ExpireSomeAsync(CancellationToken.None));
        rig.Time.SetUtcNow(SignedAt.AddMinutes(2) + Options.PendingFor);
        Assert.Equal(1, await ExpiryIn(rig).ExpireSomeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_expired_has_neither_data_nor_mails_and_what_was_confirmed_stays()
    {
        await using var rig = await NewRigAsync();
        var (old, confirmed) = (Attempt(rig), Attempt(rig));
        await CommitAsync(rig, old);
        await CommitAsync(rig, confirmed);
        await CommitAsync(rig, Change(confirmed, SignatureChange.Confirm));
        await rig.Rows.QueueLinkAsync(rig.Petition, confirmed.RowKey, Now, CancellationToken.None);
        rig.Time.SetUtcNow(Now + Options.PendingFor + TimeSpan.FromHours(1));

        Assert.Equal(1, await ExpiryIn(rig).ExpireSomeAsync(CancellationToken.None));
        var row = await FindAsync(rig, old);
        Assert.Equal((SignatureState.Expired, null, rig.Time.GetUtcNow()), (row!.State, row.Ciphertext, row.AnonymisedAt));
        Assert.NotNull((await FindAsync(rig, confirmed))!.Ciphertext);
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM mail"));
        Assert.Equal(1, await rig.CountedAsync());
    }

    [Fact]
    public async Task Two_silos_that_do_it_together_expire_everybody_once_in_small_steps()
    {
        await using var rig = await NewRigAsync();
        await rig.First.CommitAsync([.. Enumerable.Range(0, 500).Select(_ => Attempt(rig))], shard: 1, CancellationToken.None);
        rig.Time.SetUtcNow(Now + Options.PendingFor + TimeSpan.FromHours(1));
        var expired = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var (sum, empty) = (0, 0);
            while (empty < 2)
            {
                var some = await ExpiryIn(rig).ExpireSomeAsync(CancellationToken.None);
                Assert.InRange(some, 0, PendingExpiry.RowsMax);
                sum += some;
                if (some == 0) empty++;
            }
            return sum;
        })));
        Assert.Equal(500, expired.Sum());
        Assert.Equal(500, await rig.ScalarAsync($"SELECT count(*) FROM signature WHERE state = {(int)SignatureState.Expired} AND sealed IS NULL"));
        Assert.Equal(0, await rig.ScalarAsync("SELECT count(*) FROM mail"));
    }

    private static PendingExpiry ExpiryIn(LedgerRig rig) => new(new(rig.Database), Options, rig.Time, NullLogger<PendingExpiry>.Instance);
}

/// <summary>The contract on SQLite.</summary>
public sealed class SqlitePendingExpiryTests : PendingExpiryContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresPendingExpiryTests(PostgresServer server) : PendingExpiryContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
