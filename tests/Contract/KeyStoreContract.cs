using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of wrapped keys promises; the same facts for both databases.</summary>
public abstract class KeyStoreContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_key_is_found_as_the_first_caller_stored_it()
    {
        await using var fixture = await NewStoreAsync();
        var (first, second) = (Enumerable.Repeat((byte)1, 60).ToArray(), Enumerable.Repeat((byte)2, 60).ToArray());
        var petition = await fixture.Petitions.EnsureAsync("two-callers", first, CancellationToken.None);

        Assert.Equal(petition, await fixture.Petitions.EnsureAsync("two-callers", second, CancellationToken.None));
        Assert.Equal(first, await fixture.Keys.FindWrappedAsync(petition, CancellationToken.None));
        Assert.Null(await fixture.Keys.FindWrappedAsync(petition + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Destroying_a_key_removes_only_that_key()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        for (var i = 0; i < 2; i++) await fixture.Keys.DestroyAsync(fixture.Petition, CancellationToken.None);

        Assert.Null(await fixture.Keys.FindWrappedAsync(fixture.Petition, CancellationToken.None));
        Assert.NotNull(await fixture.Keys.FindWrappedAsync(other, CancellationToken.None));
        // The slug cannot be reused: with a new key, existing signers would not be recognised.
        Assert.Equal(fixture.Petition, await fixture.AddPetitionAsync("contract"));
        Assert.Null(await fixture.Keys.FindWrappedAsync(fixture.Petition, CancellationToken.None));
    }
}

/// <summary>Wrapped keys on SQLite.</summary>
public sealed class SqliteKeyStoreTests : KeyStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Wrapped keys on PostgreSQL.</summary>
public sealed class PostgresKeyStoreTests(PostgresServer server) : KeyStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
