using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>Shared steps of the tests of attempts and changes.</summary>
internal static class SignatureChangeSteps
{
    public static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 30, TimeSpan.Zero);

    public static LedgerEntry Attempt(StoreFixture fixture) =>
        SampleEntry.Of(fixture.Petition, work: LedgerWork.RequestConfirmation) with { State = SignatureState.Pending, MailAt = Now };

    public static LedgerEntry Change(LedgerEntry of, SignatureChange change) => of with { Work = LedgerWork.Change, Change = change };

    public static async Task<LedgerOutcome> CommitAsync(StoreFixture fixture, LedgerEntry entry) =>
        Assert.Single((await fixture.First.CommitAsync([entry], shard: 1, CancellationToken.None)).Outcomes);

    // Writers that change the same rows in different orders may deadlock. The database aborts one of them, and the ledger runs it again.
    public static async Task CommitAgainAsync(ILedgerStore store, LedgerEntry[] batch, short shard)
    {
        while (true)
        {
            try
            {
                await store.CommitAsync(batch, shard, CancellationToken.None);
                return;
            }
            catch (BatchFailedException e) when (e.Failure == BatchFailure.RunAgain)
            {
            }
        }
    }

    public static Task<SignatureRow?> FindAsync(StoreFixture fixture, LedgerEntry of) =>
        fixture.Rows.FindAsync(of.Petition, of.RowKey, CancellationToken.None);

    public static async Task<(SignatureState, Guid)> RowAsync(StoreFixture fixture, LedgerEntry of)
    {
        var row = await FindAsync(fixture, of);
        return (row!.State, row.Operation);
    }

    public static async Task<MailPurpose[]> MailsAsync(StoreFixture fixture, LedgerEntry to)
    {
        var found = new List<MailPurpose>();
        foreach (var purpose in Enum.GetValues<MailPurpose>())
        {
            if (await fixture.ScalarAsync(
                $"SELECT count(*) FROM mail WHERE petition = {to.Petition} AND purpose = {(int)purpose} AND due_at IS NOT NULL") > 0)
                found.Add(purpose);
        }
        return [.. found];
    }
}
