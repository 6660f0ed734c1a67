using Petitions.Grains.Ledger;
using Petitions.Tests.Grains.Signing;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the registry promises beside the path of a signature; the same facts for both databases.</summary>
public abstract class PetitionStoreContract
{
    internal abstract Task<LedgerRig> NewRigAsync();

    [Fact]
    public async Task States_come_in_the_order_of_the_question_and_strangers_have_none()
    {
        await using var rig = await NewRigAsync();
        var (counted, withdrawn, stranger) = (SomeEntry.Key(), SomeEntry.Key(), SomeEntry.Key());
        await rig.First.CommitAsync(
            [SomeEntry.Of(rig.Petition, counted), SomeEntry.Of(rig.Petition, withdrawn) with { State = SignatureState.Withdrawn }], 0, CancellationToken.None);

        Assert.Equal(
            [null, SignatureState.Withdrawn, SignatureState.Counted, null],
            await rig.Registry.FindStatesAsync(rig.Petition, [stranger, withdrawn, counted, stranger], CancellationToken.None));
        Assert.Empty(await rig.Registry.FindStatesAsync(rig.Petition, [], CancellationToken.None));
        var other = await rig.AddPetitionAsync("other-petition");
        Assert.Equal([null], await rig.Registry.FindStatesAsync(other, [counted], CancellationToken.None));
    }

    [Fact]
    public async Task As_many_can_be_asked_for_as_a_call_allows()
    {
        await using var rig = await NewRigAsync();
        var people = Enumerable.Range(0, 1_000).Select(_ => SomeEntry.Key()).ToArray();
        await rig.First.CommitAsync([.. people.Select(person => SomeEntry.Of(rig.Petition, person))], 0, CancellationToken.None);
        Assert.All(await rig.Registry.FindStatesAsync(rig.Petition, [.. people], CancellationToken.None), state => Assert.Equal(SignatureState.Counted, state));
    }

    [Fact]
    public async Task A_removed_petition_leaves_nothing_but_word_of_it_and_frees_its_name()
    {
        await using var rig = await NewRigAsync();
        var other = await rig.AddPetitionAsync("other-petition");
        await rig.First.CommitAsync([.. Enumerable.Range(0, 20).Select(i => SomeEntry.Of(i < 15 ? rig.Petition : other))], 0, CancellationToken.None);
        foreach (var petition in new[] { rig.Petition, other }) await rig.Registry.AddCountAsync(petition, new(1, 1), CancellationToken.None);
        var terms = SomePetition.Of(SomePetition.Document()) with { Id = rig.Petition };
        await rig.Registry.ListAsync(terms, CancellationToken.None);
        var listed = await rig.Registry.ReadChangesAsync(0, CancellationToken.None);
        Assert.Equal([rig.Petition], listed.Petitions.Select(petition => petition.Id));

        // Twice is as good as once.
        await rig.Registry.RemoveAsync(rig.Petition, CancellationToken.None);
        await rig.Registry.RemoveAsync(rig.Petition, CancellationToken.None);
        // A look at the count that was under way comes too late.
        await rig.Registry.AddCountAsync(rig.Petition, new(2, 2), CancellationToken.None);

        Assert.Null(await rig.Registry.FindLastCountAsync(rig.Petition, CancellationToken.None));
        Assert.Equal(1, await rig.ScalarAsync("SELECT count(*) FROM count_history"));
        Assert.Equal(0, await rig.RowsAsync());
        Assert.Equal(5, await rig.ScalarAsync("SELECT count(*) FROM signature"));
        Assert.Null(await rig.Registry.ReadShardsAsync(rig.Petition, CancellationToken.None));
        Assert.Null(await rig.Registry.FindWrappedKeyAsync(rig.Petition, CancellationToken.None));
        var changes = await rig.Registry.ReadChangesAsync(listed.Change, CancellationToken.None);
        Assert.Equal([rig.Petition], changes.Removed);
        Assert.Empty(changes.Petitions);
        Assert.NotEqual(rig.Petition, await rig.AddPetitionAsync("contract"));
        Assert.Equal(other, await rig.AddPetitionAsync("other-petition"));
    }
}

/// <summary>The registry on SQLite.</summary>
public sealed class SqlitePetitionStoreTests : PetitionStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>The registry on PostgreSQL.</summary>
public sealed class PostgresPetitionStoreTests(PostgresServer server) : PetitionStoreContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
