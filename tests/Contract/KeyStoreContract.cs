using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of wrapped keys promises; the same facts for both databases.</summary>
public abstract class KeyStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_key_is_found_as_the_first_caller_stored_it()
    {
        await using var rig = await NewRigAsync();
        var (first, second) = (Enumerable.Repeat((byte)1, 60).ToArray(), Enumerable.Repeat((byte)2, 60).ToArray());
        var petition = await rig.Petitions.EnsureAsync("two-callers", first, CancellationToken.None);

        Assert.Equal(petition, await rig.Petitions.EnsureAsync("two-callers", second, CancellationToken.None));
        Assert.Equal(first, await rig.Keys.FindWrappedAsync(petition, CancellationToken.None));
        Assert.Null(await rig.Keys.FindWrappedAsync(petition + 1, CancellationToken.None));
    }

    [Fact]
    public async Task A_destroyed_key_is_gone_and_no_other()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        for (var i = 0; i < 2; i++) await rig.Keys.DestroyAsync(rig.Petition, CancellationToken.None);

        Assert.Null(await rig.Keys.FindWrappedAsync(rig.Petition, CancellationToken.None));
        Assert.NotNull(await rig.Keys.FindWrappedAsync(other, CancellationToken.None));
        // The name is taken for good: a new key would make strangers of those who signed.
        Assert.Equal(rig.Petition, await rig.AddPetitionAsync("contract"));
        Assert.Null(await rig.Keys.FindWrappedAsync(rig.Petition, CancellationToken.None));
    }
}

/// <summary>Wrapped keys on SQLite.</summary>
public sealed class SqliteKeyStoreTests : KeyStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>Wrapped keys on PostgreSQL.</summary>
public sealed class PostgresKeyStoreTests(PostgresServer server) : KeyStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
