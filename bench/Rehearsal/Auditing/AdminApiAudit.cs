using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;
using Petitions.Bench.Rehearsal.Target;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// The audit of a program whose database cannot be read: it asks the admin API for the state of every address that was used. It finds
/// lost signatures, and by the count surplus ones, but not which row is the surplus one.
/// </summary>
internal sealed class AdminApiAudit(
    AdminApi admin, IReadOnlyList<SigningRequestTemplate> petitions, Journal journal, OperationResender resender, CountMonitor counts,
    IReadOnlyList<long> baseline, Func<int, CancellationToken, Task<long>> countOf)
{
    private const string Counted = "counted", None = "none";

    public async Task<AuditResult> RunAsync(CancellationToken cancel)
    {
        var before = await StatesAsync(cancel);
        var acknowledged = new HashSet<int>();
        for (var i = 0; i < journal.Count; i++)
            if (journal[i].Outcome == Outcome.Acknowledged) acknowledged.Add(journal[i].Signer);
        var lost = acknowledged.LongCount(signer => before[signer] == None);
        var operations = journal.CountOf(Outcome.Acknowledged);

        var settled = await resender.RunAsync(cancel, Outcome.Unknown);
        var after = await StatesAsync(cancel);
        var petitionOf = new int[journal.Signers];
        for (var i = 0; i < journal.Count; i++) petitionOf[journal[i].Signer] = journal[i].Petition;
        // A rehearsal has no withdrawals: every stored signature counts.
        var notCounted = after.LongCount(state => state is not (Counted or None or null));
        var expected = baseline.ToArray();
        for (var signer = 0; signer < after.Length; signer++)
            if (after[signer] == Counted) expected[petitionOf[signer]]++;
        var missing = Enumerable.Range(0, journal.Count)
            .Where(i => journal[i].Outcome == Outcome.Acknowledged && !acknowledged.Contains(journal[i].Signer))
            .Select(i => journal[i].Signer).Distinct().LongCount(signer => after[signer] == None);
        var visible = await CountCheck.WaitForAsync(expected, countOf, cancel);
        var (shown, counted) = (visible.Sum() - baseline.Sum(), expected.Sum() - baseline.Sum());
        var changed = Enumerable.Range(0, journal.Count).Count(i => journal[i].ReceiptChanged);
        var surplus = visible.Zip(expected).Sum(petition => Math.Max(0, petition.First - petition.Second));

        return new AuditResult(lost + missing, surplus, shown, settled,
        [
            new("Every acknowledged signature is stored", lost + missing == 0, $"{operations:N0} acknowledged, {lost + missing:N0} lost"),
            new("Every stored signature counts", notCounted == 0, $"{notCounted:N0} do not"),
            new("The public count equals the stored signatures", visible.SequenceEqual(expected),
                $"the API shows {shown:N0} more than before, {counted:N0} are stored{CountCheck.DescribeDifferences(visible, expected)}"),
            CountCheck.NeverDecreased(counts),
            new("A retry gets the same receipt", changed == 0, $"{changed:N0} receipts changed"),
            new("Every operation without an answer gets one when sent again", resender.Unanswered == 0,
                $"{settled:N0} sent again and answered, {resender.Unanswered:N0} not"),
        ]);
    }

    // The state of each signer, by number.
    private async Task<string[]> StatesAsync(CancellationToken cancel)
    {
        var states = new string[journal.Signers];
        var signers = Enumerable.Range(0, journal.Count).Select(i => (journal[i].Signer, journal[i].Petition)).Distinct();
        foreach (var petition in signers.GroupBy(signer => signer.Petition, signer => signer.Signer))
        {
            foreach (var part in petition.Chunk(AdminApi.LookupMax))
            {
                var emails = part.Select(petitions[petition.Key].EmailOf).ToList();
                var found = await admin.LookUpAsync(petitions[petition.Key].Slug, emails, cancel);
                for (var i = 0; i < part.Length; i++) states[part[i]] = found.GetValueOrDefault(emails[i], None);
            }
        }
        return states;
    }
}
