using Petitions.Tests.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the store of petitions promises; the same facts for both databases.</summary>
public abstract class PetitionStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task A_removed_petition_leaves_nothing_but_word_of_it_and_frees_its_name()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        await rig.First.CommitAsync([.. Enumerable.Range(0, 20).Select(i => SomeEntry.Of(i < 15 ? rig.Petition : other))], 0, CancellationToken.None);
        foreach (var petition in new[] { rig.Petition, other }) await rig.History.AddAsync(petition, new(1, 1), CancellationToken.None);
        var terms = SomePetition.Of(SomePetition.Document()) with { Id = rig.Petition };
        await rig.Petitions.ListAsync(terms, CancellationToken.None);
        var listed = await rig.Petitions.ReadChangesAsync(0, CancellationToken.None);
        Assert.Equal([rig.Petition], listed.Petitions.Select(petition => petition.Id));

        // Twice is as good as once.
        await rig.Petitions.RemoveAsync(rig.Petition, CancellationToken.None);
        await rig.Petitions.RemoveAsync(rig.Petition, CancellationToken.None);
        // A look at the count that was under way comes too late.
        await rig.History.AddAsync(rig.Petition, new(2, 2), CancellationToken.None);

        Assert.Null(await rig.History.FindLastAsync(rig.Petition, CancellationToken.None));
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM count_history"));
        Assert.Equal(0, await rig.RowsAsync());
        Assert.Equal(5, await rig.ScalarAsync("SELECT count(*) FROM signature"));
        Assert.Null(await rig.Tallies.ReadShardsAsync(rig.Petition, CancellationToken.None));
        Assert.Null(await rig.Keys.FindWrappedAsync(rig.Petition, CancellationToken.None));
        var changes = await rig.Petitions.ReadChangesAsync(listed.Change, CancellationToken.None);
        Assert.Equal([rig.Petition], changes.Removed);
        Assert.Empty(changes.Petitions);
        Assert.NotEqual(rig.Petition, await rig.AddPetitionAsync("contract"));
        Assert.Equal(other, await rig.AddPetitionAsync("other-petition"));
    }
}

/// <summary>The store of petitions on SQLite.</summary>
public sealed class SqlitePetitionStoreTests : PetitionStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>The store of petitions on PostgreSQL.</summary>
public sealed class PostgresPetitionStoreTests(PostgresServer server) : PetitionStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
