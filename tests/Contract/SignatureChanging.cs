using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Xunit;

namespace Petitions.Tests.Contract;

/// <summary>What the tests of attempts and changes do with a store, and how they look at what became of it.</summary>
internal static class SignatureChanging
{
    public static readonly DateTimeOffset Now = new(2026, 3, 20, 19, 20, 30, TimeSpan.Zero);

    public static LedgerEntry Attempt(LedgerRig rig) =>
        SomeEntry.Of(rig.Petition, work: LedgerWork.RequestConfirmation) with { State = SignatureState.Pending, MailAt = Now };

    public static LedgerEntry Change(LedgerEntry of, SignatureChange change) => of with { Work = LedgerWork.Change, Change = change };

    public static async Task<LedgerOutcome> CommitAsync(LedgerRig rig, LedgerEntry entry) =>
        Assert.Single((await rig.First.CommitAsync([entry], shard: 1, CancellationToken.None)).Outcomes);

    // Writers that change the same people in another order may meet in a deadlock, of which the database ends one: the ledger runs it again.
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

    public static Task<SignatureRow?> FindAsync(LedgerRig rig, LedgerEntry of) => rig.Rows.FindAsync(of.Petition, of.RowKey, CancellationToken.None);

    public static async Task<(SignatureState, Guid)> RowAsync(LedgerRig rig, LedgerEntry of)
    {
        var row = await FindAsync(rig, of);
        return (row!.State, row.Operation);
    }

    public static async Task<MailPurpose[]> MailsAsync(LedgerRig rig, LedgerEntry to)
    {
        var found = new List<MailPurpose>();
        foreach (var purpose in Enum.GetValues<MailPurpose>())
        {
            if (await rig.ScalarAsync($"SELECT count(*) FROM mail WHERE petition = {to.Petition} AND purpose = {(int)purpose} AND due_at IS NOT NULL") > 0)
                found.Add(purpose);
        }
        return [.. found];
    }
}
