using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>The contract of look-ups and removal of petitions, for both databases.</summary>
public abstract class RegistryContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task States_are_in_request_order_and_null_for_unknown_people()
    {
        await using var fixture = await NewStoreAsync();
        var (counted, withdrawn, stranger) = (SampleEntry.Key(), SampleEntry.Key(), SampleEntry.Key());
        await fixture.First.CommitAsync(
            [SampleEntry.Of(fixture.Petition, counted),
                SampleEntry.Of(fixture.Petition, withdrawn) with { State = SignatureState.Withdrawn }], 0, CancellationToken.None);

        Assert.Equal(
            [null, SignatureState.Withdrawn, SignatureState.Counted, null],
            await fixture.Registry.FindStatesAsync(fixture.Petition, [stranger, withdrawn, counted, stranger], CancellationToken.None));
        Assert.Empty(await fixture.Registry.FindStatesAsync(fixture.Petition, [], CancellationToken.None));
        var other = await fixture.AddPetitionAsync("other-petition");
        Assert.Equal([null], await fixture.Registry.FindStatesAsync(other, [counted], CancellationToken.None));
    }

    [Fact]
    public async Task A_look_up_accepts_the_maximum_number_of_people()
    {
        await using var fixture = await NewStoreAsync();
        var people = Enumerable.Range(0, 1_000).Select(_ => SampleEntry.Key()).ToArray();
        await fixture.First.CommitAsync([.. people.Select(person => SampleEntry.Of(fixture.Petition, person))], 0, CancellationToken.None);
        Assert.All(await fixture.Registry.FindStatesAsync(fixture.Petition, [.. people], CancellationToken.None), state =>
            Assert.Equal(SignatureState.Counted, state));
    }

    [Fact]
    public async Task Removing_a_petition_deletes_its_data_and_frees_its_slug()
    {
        await using var fixture = await NewStoreAsync();
        var other = await fixture.AddPetitionAsync("other-petition");
        await fixture.First.CommitAsync([.. Enumerable.Range(0, 20).Select(i => SampleEntry.Of(i < 15 ? fixture.Petition : other))], 0,
            CancellationToken.None);
        foreach (var petition in new[] { fixture.Petition, other }) await fixture.Registry.AddCountAsync(petition, new(1, 1),
            CancellationToken.None);
        var terms = SamplePetition.Published(SamplePetition.Document()) with { Id = fixture.Petition };
        await fixture.Registry.ListAsync(terms, CancellationToken.None);
        var listed = await fixture.Registry.ReadChangesAsync(0, CancellationToken.None);
        Assert.Equal([fixture.Petition], listed.Petitions.Select(petition => petition.Id));

        // Idempotent.
        await fixture.Registry.RemoveAsync(fixture.Petition, CancellationToken.None);
        await fixture.Registry.RemoveAsync(fixture.Petition, CancellationToken.None);
        // A count sample that was in flight during the removal is not stored.
        await fixture.Registry.AddCountAsync(fixture.Petition, new(2, 2), CancellationToken.None);

        Assert.Null(await fixture.Registry.FindLastCountAsync(fixture.Petition, CancellationToken.None));
        Assert.Equal(1, await fixture.ScalarAsync("SELECT count(*) FROM count_history"));
        Assert.Equal(0, await fixture.RowsAsync());
        Assert.Equal(5, await fixture.ScalarAsync("SELECT count(*) FROM signature"));
        Assert.Null(await fixture.Registry.ReadShardsAsync(fixture.Petition, CancellationToken.None));
        Assert.Null(await fixture.Registry.FindWrappedKeyAsync(fixture.Petition, CancellationToken.None));
        var changes = await fixture.Registry.ReadChangesAsync(listed.Change, CancellationToken.None);
        Assert.Equal([fixture.Petition], changes.Removed);
        Assert.Empty(changes.Petitions);
        Assert.NotEqual(fixture.Petition, await fixture.AddPetitionAsync("contract"));
        Assert.Equal(other, await fixture.AddPetitionAsync("other-petition"));
    }
}

/// <summary>The registry on SQLite.</summary>
public sealed class SqliteRegistryTests : RegistryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>The registry on PostgreSQL.</summary>
public sealed class PostgresRegistryTests(PostgresServer server) : RegistryContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
