using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What reading states of signatures promises; the same facts for both databases.</summary>
public abstract class SignatureRowsContract
{
    internal abstract Task<StoreFixture> NewStoreAsync();

    [Fact]
    public async Task States_come_in_the_order_of_the_question_and_strangers_have_none()
    {
        await using var fixture = await NewStoreAsync();
        var (counted, withdrawn, stranger) = (SampleEntry.Key(), SampleEntry.Key(), SampleEntry.Key());
        await fixture.First.CommitAsync(
            [SampleEntry.Of(fixture.Petition, counted),
                SampleEntry.Of(fixture.Petition, withdrawn) with { State = SignatureState.Withdrawn }], 0, CancellationToken.None);

        Assert.Equal(
            [null, SignatureState.Withdrawn, SignatureState.Counted, null],
            await fixture.Rows.FindStatesAsync(fixture.Petition, [stranger, withdrawn, counted, stranger], CancellationToken.None));
        Assert.Empty(await fixture.Rows.FindStatesAsync(fixture.Petition, [], CancellationToken.None));
        var other = await fixture.AddPetitionAsync("other-petition");
        Assert.Equal([null], await fixture.Rows.FindStatesAsync(other, [counted], CancellationToken.None));
    }

    [Fact]
    public async Task As_many_can_be_asked_for_as_a_call_allows()
    {
        await using var fixture = await NewStoreAsync();
        var people = Enumerable.Range(0, 1_000).Select(_ => SampleEntry.Key()).ToArray();
        await fixture.First.CommitAsync([.. people.Select(person => SampleEntry.Of(fixture.Petition, person))], 0, CancellationToken.None);
        Assert.All(await fixture.Rows.FindStatesAsync(fixture.Petition, [.. people], CancellationToken.None), state =>
            Assert.Equal(SignatureState.Counted, state));
    }
}

/// <summary>Single rows on SQLite.</summary>
public sealed class SqliteSignatureRowsTests : SignatureRowsContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnSqliteAsync();
}

/// <summary>Single rows on PostgreSQL.</summary>
public sealed class PostgresSignatureRowsTests(PostgresServer server) : SignatureRowsContract
{
    internal override Task<StoreFixture> NewStoreAsync() => StoreFixture.OnPostgresAsync(server);
}
