using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of petitions promises; the same facts for both databases.</summary>
public abstract class PetitionStoreContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task A_removed_petition_leaves_nothing_but_word_of_it_and_frees_its_name()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        await fixture.First.CommitAsync([.. Enumerable.Range(0, 20).Select(i => SampleEntry.Of(i < 15 ? fixture.Petition : other))], 0, CancellationToken.None);
        foreach (var petition in new[] { fixture.Petition, other }) await fixture.History.AddAsync(petition, new(1, 1), CancellationToken.None);
        var terms = SamplePetition.Published(SamplePetition.Document()) with { Id = fixture.Petition };
        await fixture.Petitions.ListAsync(terms, CancellationToken.None);
        var listed = await fixture.Petitions.ReadChangesAsync(0, CancellationToken.None);
        Assert.Equal([fixture.Petition], listed.Petitions.Select(petition => petition.Id));

        // Twice is as good as once.
        await fixture.Petitions.RemoveAsync(fixture.Petition, CancellationToken.None);
        await fixture.Petitions.RemoveAsync(fixture.Petition, CancellationToken.None);
        // A look at the count that was under way comes too late.
        await fixture.History.AddAsync(fixture.Petition, new(2, 2), CancellationToken.None);

        Assert.Null(await fixture.History.FindLastAsync(fixture.Petition, CancellationToken.None));
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM count_history"));
        Assert.Equal(0, await fixture.RowsAsync());
        Assert.Equal(5, await fixture.ScalarAsync("SELECT count(*) FROM signature"));
        Assert.Null(await fixture.Tallies.ReadShardsAsync(fixture.Petition, CancellationToken.None));
        Assert.Null(await fixture.Keys.FindWrappedAsync(fixture.Petition, CancellationToken.None));
        var changes = await fixture.Petitions.ReadChangesAsync(listed.Change, CancellationToken.None);
        Assert.Equal([fixture.Petition], changes.Removed);
        Assert.Empty(changes.Petitions);
        Assert.NotEqual(fixture.Petition, await fixture.AddPetitionAsync("contract"));
        Assert.Equal(other, await fixture.AddPetitionAsync("other-petition"));
    }
}

/// <summary>The store of petitions on SQLite.</summary>
public sealed class SqlitePetitionStoreTests : PetitionStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The store of petitions on PostgreSQL.</summary>
public sealed class PostgresPetitionStoreTests(PostgresServer server) : PetitionStoreContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
