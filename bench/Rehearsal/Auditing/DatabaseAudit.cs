using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// Compares the database and the API with what the clients saw, when the load is over. Row keys are keyed hashes, so rows are told by
/// receipts: the first 16 bytes of a receipt are the operation column of the row that its operation made.
/// </summary>
/// <remarks>
/// The order matters: the database is read before anything is sent again, because a retry would put a lost signature back.
/// </remarks>
internal sealed class DatabaseAudit(DatabaseReader database, Journal journal, OperationResender resender, CountMonitor counts, IReadOnlyList<string> slugs, Func<int, CancellationToken, Task<long>> countOf)
{
    /// <summary>When the load was over and the database was read, in microseconds since its start.</summary>
    public required long ReadAtMicroseconds { get; init; }

    public async Task<AuditResult> RunAsync(CancellationToken cancel)
    {
        var acknowledged = journal.CountOf(Outcome.Acknowledged);
        var recovered = await database.ReadAsync(slugs, cancel);

        var settled = await resender.RunAsync(cancel, Outcome.Unknown);
        var owners = Owners();
        // Stored by an attempt that was refused in the end: which row is whose is only known when the operation is answered.
        if (recovered.Rows.Any(row => !owners.ContainsKey(row.Operation)))
        {
            settled += await resender.RunAsync(cancel, Outcome.Refused);
            owners = Owners();
        }
        var lost = Lost(recovered, owners);

        var after = await database.ReadAsync(slugs, cancel);
        var unknownRows = after.Rows.LongCount(row => !owners.ContainsKey(row.Operation));
        var signers = after.Rows.Where(row => owners.ContainsKey(row.Operation)).Select(row => journal[owners[row.Operation]].Signer).ToHashSet();
        lost.UnionWith(owners.Values.Select(i => journal[i].Signer).Where(signer => !signers.Contains(signer)));
        var doubled = after.Rows.Count - unknownRows - signers.Count;
        // Nobody withdraws in a rehearsal, so a row that does not count is as wrong as one in somebody else's petition.
        var misplaced = after.Rows.LongCount(row => row.State != StoredSignature.Counted || (owners.TryGetValue(row.Operation, out var owner) && journal[owner].Petition != row.Petition));
        var counted = new long[slugs.Count];
        foreach (var row in after.Rows)
            if (row is { State: StoredSignature.Counted, Petition: >= 0 }) counted[row.Petition]++;
        var shown = await CountCheck.WaitForAsync(counted, countOf, cancel);
        var changed = Enumerable.Range(0, journal.Count).Count(i => journal[i].ReceiptChanged);

        return new AuditResult(lost.Count, doubled, shown.Sum(), settled,
        [
            new("Every signature that was thanked for is stored", lost.Count == 0, $"{acknowledged:N0} acknowledged, {lost.Count:N0} lost"),
            new("Nobody is stored twice", doubled == 0, $"{after.Rows.Count:N0} rows of {signers.Count + unknownRows:N0} people"),
            new("Nothing is stored that was not sent", unknownRows == 0, $"{unknownRows:N0} rows of unknown origin"),
            new("Whoever is stored counts, for the petition that was signed", misplaced == 0, $"{misplaced:N0} rows do not"),
            new("The count is the rows", after.Tallied.SequenceEqual(counted), $"the tally says {after.Tallied.Sum():N0}, the rows are {counted.Sum():N0}{CountCheck.DescribeDifferences(after.Tallied, counted)}"),
            new("Visitors see that count", shown.SequenceEqual(counted), $"the API counts {shown.Sum():N0}{CountCheck.DescribeDifferences(shown, counted)}"),
            CountCheck.NeverDecreased(counts),
            new("A retry gets the same receipt", changed == 0, $"{changed:N0} receipts changed"),
            new("Whoever got no answer gets one by trying again", resender.Unanswered == 0, $"{settled:N0} sent again and answered, {resender.Unanswered:N0} not"),
        ]);
    }

    // Receipts are keyed: of an operation that nobody was ever told a receipt of, no row can be known.
    private Dictionary<Guid, int> Owners()
    {
        var owners = new Dictionary<Guid, int>(journal.Count);
        for (var i = 0; i < journal.Count; i++)
            if (journal[i].Row != Guid.Empty) owners.TryAdd(journal[i].Row, i);
        return owners;
    }

    // A person's row was made by the operation that came first. One that was made by an operation sent only after another was
    // acknowledged shows that the acknowledged one was lost, and put back by the person's own repeat.
    private HashSet<int> Lost(DatabaseSnapshot stored, Dictionary<Guid, int> owners)
    {
        var sentOf = new Dictionary<int, long>();
        foreach (var row in stored.Rows)
        {
            if (!owners.TryGetValue(row.Operation, out var maker)) continue;
            var sent = journal[maker].SentMicroseconds;
            if (!sentOf.TryGetValue(journal[maker].Signer, out var first) || sent < first) sentOf[journal[maker].Signer] = sent;
        }
        var lost = new HashSet<int>();
        for (var i = 0; i < journal.Count; i++)
        {
            ref var operation = ref journal[i];
            // Acknowledged only after the database was read: that is looked for in the later state.
            if (operation.Row == Guid.Empty || operation.AcknowledgedMicroseconds > ReadAtMicroseconds) continue;
            if (!sentOf.TryGetValue(operation.Signer, out var sent) || sent > operation.AcknowledgedMicroseconds) lost.Add(operation.Signer);
        }
        return lost;
    }
}
