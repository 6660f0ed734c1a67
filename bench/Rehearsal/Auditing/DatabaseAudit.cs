using Petitions.Bench.Rehearsal.Load;
using Petitions.Bench.Rehearsal.Measuring;

namespace Petitions.Bench.Rehearsal.Auditing;

/// <summary>
/// Compares the database and the API with what the clients saw, after the load. Row keys are keyed hashes, so rows are matched by
/// receipts: the first 16 bytes of a receipt are the operation column of the row that its operation made.
/// </summary>
/// <remarks>
/// The database is read before anything is sent again, because a retry would store a lost signature again.
/// </remarks>
internal sealed class DatabaseAudit(
    DatabaseReader database, Journal journal, OperationResender resender, CountMonitor counts, IReadOnlyList<string> slugs,
    Func<int, CancellationToken, Task<long>> countOf)
{
    /// <summary>When the database was read after the load, in microseconds since the start of the load.</summary>
    public required long ReadAtMicroseconds { get; init; }

    public async Task<AuditResult> RunAsync(CancellationToken cancel)
    {
        var acknowledged = journal.CountOf(Outcome.Acknowledged);
        var recovered = await database.ReadAsync(slugs, cancel);

        var settled = await resender.RunAsync(cancel, Outcome.Unknown);
        var owners = Owners();
        // A refused operation may have stored a row in an earlier attempt; only its receipt says which row is its own.
        if (recovered.Rows.Any(row => !owners.ContainsKey(row.Operation)))
        {
            settled += await resender.RunAsync(cancel, Outcome.Refused);
            owners = Owners();
        }
        var lost = Lost(recovered, owners);

        var after = await database.ReadAsync(slugs, cancel);
        var unknownRows = after.Rows.LongCount(row => !owners.ContainsKey(row.Operation));
        var signers = after.Rows.Where(row => owners.ContainsKey(row.Operation))
            .Select(row => journal[owners[row.Operation]].Signer).ToHashSet();
        lost.UnionWith(owners.Values.Select(i => journal[i].Signer).Where(signer => !signers.Contains(signer)));
        var doubled = after.Rows.Count - unknownRows - signers.Count;
        // A rehearsal has no withdrawals, so a row that does not count is as wrong as one in another petition.
        var misplaced = after.Rows.LongCount(row => row.State != StoredSignature.Counted
            || (owners.TryGetValue(row.Operation, out var owner) && journal[owner].Petition != row.Petition));
        var counted = new long[slugs.Count];
        foreach (var row in after.Rows)
            if (row is { State: StoredSignature.Counted, Petition: >= 0 }) counted[row.Petition]++;
        var shown = await CountCheck.WaitForAsync(counted, countOf, cancel);
        var changed = Enumerable.Range(0, journal.Count).Count(i => journal[i].ReceiptChanged);
        var tallyDetail = $"the tally is {after.Tallied.Sum():N0}, the rows are {counted.Sum():N0}";

        return new AuditResult(lost.Count, doubled, shown.Sum(), settled,
        [
            new("Every acknowledged signature is stored", lost.Count == 0, $"{acknowledged:N0} acknowledged, {lost.Count:N0} lost"),
            new("No signer is stored twice", doubled == 0, $"{after.Rows.Count:N0} rows of {signers.Count + unknownRows:N0} signers"),
            new("Every stored row was sent by this run", unknownRows == 0, $"{unknownRows:N0} rows of unknown origin"),
            new("Every stored row counts, in the petition that was signed", misplaced == 0, $"{misplaced:N0} rows do not"),
            new("The tally equals the rows", after.Tallied.SequenceEqual(counted),
                tallyDetail + CountCheck.DescribeDifferences(after.Tallied, counted)),
            new("The public count equals the rows", shown.SequenceEqual(counted),
                $"the API shows {shown.Sum():N0}{CountCheck.DescribeDifferences(shown, counted)}"),
            CountCheck.NeverDecreased(counts),
            new("A retry gets the same receipt", changed == 0, $"{changed:N0} receipts changed"),
            new("Every operation without an answer gets one when sent again", resender.Unanswered == 0,
                $"{settled:N0} sent again and answered, {resender.Unanswered:N0} not"),
        ]);
    }

    // The journal's operation of each row. A row whose receipt no client ever got stays unknown.
    private Dictionary<Guid, int> Owners()
    {
        var owners = new Dictionary<Guid, int>(journal.Count);
        for (var i = 0; i < journal.Count; i++)
            if (journal[i].Row != Guid.Empty) owners.TryAdd(journal[i].Row, i);
        return owners;
    }

    // A signer's row is made by the signer's first operation. A row made by an operation that was sent after another one had been
    // acknowledged shows that the acknowledged row was lost and stored again by the signer's own repeat.
    private HashSet<int> Lost(DatabaseSnapshot stored, Dictionary<Guid, int> owners)
    {
        var sentOf = new Dictionary<int, long>();
        foreach (var row in stored.Rows)
        {
            if (!owners.TryGetValue(row.Operation, out var maker)) continue;
            var sent = journal[maker].SentMicroseconds;
            var signer = journal[maker].Signer;
            if (!sentOf.TryGetValue(signer, out var first) || sent < first) sentOf[signer] = sent;
        }
        var lost = new HashSet<int>();
        for (var i = 0; i < journal.Count; i++)
        {
            ref var operation = ref journal[i];
            // Acknowledged after the database was read: the second reading covers it.
            if (operation.Row == Guid.Empty || operation.AcknowledgedMicroseconds > ReadAtMicroseconds) continue;
            if (!sentOf.TryGetValue(operation.Signer, out var sent) || sent > operation.AcknowledgedMicroseconds)
                lost.Add(operation.Signer);
        }
        return lost;
    }
}
