using Petitions.Grains.Ledger;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What reading states of signatures promises; the same facts for both databases.</summary>
public abstract class SignatureRowsContract
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
            await rig.Rows.FindStatesAsync(rig.Petition, [stranger, withdrawn, counted, stranger], CancellationToken.None));
        Assert.Empty(await rig.Rows.FindStatesAsync(rig.Petition, [], CancellationToken.None));
        var other = await rig.AddPetitionAsync("other-petition");
        Assert.Equal([null], await rig.Rows.FindStatesAsync(other, [counted], CancellationToken.None));
    }

    [Fact]
    public async Task As_many_can_be_asked_for_as_a_call_allows()
    {
        await using var rig = await NewRigAsync();
        var people = Enumerable.Range(0, 1_000).Select(_ => SomeEntry.Key()).ToArray();
        await rig.First.CommitAsync([.. people.Select(person => SomeEntry.Of(rig.Petition, person))], 0, CancellationToken.None);
        Assert.All(await rig.Rows.FindStatesAsync(rig.Petition, [.. people], CancellationToken.None), state => Assert.Equal(SignatureState.Counted, state));
    }
}

/// <summary>Single rows on SQLite.</summary>
public sealed class SqliteSignatureRowsTests : SignatureRowsContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnSqliteAsync();
}

/// <summary>Single rows on PostgreSQL.</summary>
public sealed class PostgresSignatureRowsTests(PostgresServer server) : SignatureRowsContract
{
    internal override Task<LedgerRig> NewRigAsync() => LedgerRig.OnPostgresAsync(server);
}
