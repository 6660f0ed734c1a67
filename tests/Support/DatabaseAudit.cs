using System.Buffers.Text;

namespace Petitions.Tests.Support;

/// <summary>
/// Compares database and API after a recovery with what the clients saw. Each finding is a broken promise. The audit shares no code with
/// the product, and is itself tested against programs with planted faults.
/// </summary>
/// <remarks>
/// Row keys are keyed hashes, so rows are identified by receipts: the first 16 bytes of a receipt are the operation column of the row that
/// this operation created. All repetitions of an operation get the same receipt.
/// </remarks>
internal sealed class DatabaseAudit(PetitionStore store, SigningClient client, SigningHistory history)
{
    private const int ClientsMax = 64, ExamplesMax = 3, TriesMax = 50;

    private static readonly TimeSpan CountVisibleWithin = TimeSpan.FromSeconds(5);

    private readonly List<string> _findings = [];

    /// <summary>
    /// Audits a program that is ready again and has no other clients. The order matters: acknowledged signatures are checked before
    /// anything is retried, because a retry would restore a lost signature.
    /// </summary>
    /// <param name="replay">Also repeat every acknowledged operation and compare the receipts; takes as long as the load.</param>
    public async Task<IReadOnlyList<string>> RunAsync(bool replay)
    {
        var acknowledged = history.Operations.Where(operation => operation.Receipt is not null).Select(operation => operation.Signer)
            .ToHashSet();
        var recovered = await store.ReadAsync();

        await SendAgainAsync(history.Operations.Where(operation => operation.Receipt is null));
        var settled = await store.ReadAsync();
        var ownerOf = OwnersOfOperations();
        CheckNothingIsLost(acknowledged, recovered, ownerOf);
        CheckRows(settled, ownerOf);

        if (replay)
        {
            await SendAgainAsync(history.Operations);
            var replayed = await store.ReadAsync();
            CheckRows(replayed, ownerOf);
            if (!replayed.Rows.Select(row => row.Operation).ToHashSet().SetEquals(settled.Rows.Select(row => row.Operation))
                || replayed.Rows.Count != settled.Rows.Count)
                Find($"sending everything again changed the rows: {settled.Rows.Count} before, {replayed.Rows.Count} after");
            settled = replayed;
        }
        if (history.ChangedReceipts > 0) Find($"{history.ChangedReceipts} retries got another receipt than the first answer");
        await CheckCountAsync(settled);
        return _findings;
    }

    private async Task SendAgainAsync(IEnumerable<SigningOperation> operations)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ClientsMax };
        await Parallel.ForEachAsync(operations, limits, async (operation, cancel) =>
        {
            for (var tries = 1; ; tries++)
            {
                var attempt = history.Begin(operation.Signer, operation.Operation);
                var answer = await client.SignAsync(operation.Signer, operation.Operation);
                history.End(attempt, answer);
                if (answer.Outcome == SigningOutcome.Acknowledged) return;
                if (tries == TriesMax || answer.Outcome == SigningOutcome.Unexpected)
                {
                    Find($"a retry of {attempt.Email} was not answered: {answer}");
                    return;
                }
                await Task.Delay(TimeSpan.FromMilliseconds(20 * tries), cancel);
            }
        });
    }

    // Receipts are keyed hashes: without a receipt, the row of an operation cannot be identified.
    private Dictionary<Guid, int> OwnersOfOperations()
    {
        var owners = new Dictionary<Guid, int>();
        foreach (var operation in history.Operations)
        {
            if (operation.Receipt is null) continue;
            var bytes = new byte[48];
            if (operation.Receipt.Length != 64 || !Base64Url.TryDecodeFromChars(operation.Receipt, bytes, out var length)
                || length != bytes.Length)
                Find($"the receipt {operation.Receipt} is not 48 bytes of base64url");
            else if (!owners.TryAdd(new Guid(bytes.AsSpan(0, 16), bigEndian: true), operation.Signer))
                Find($"two operations have the receipt {operation.Receipt}");
        }
        return owners;
    }

    private void CheckNothingIsLost(HashSet<int> acknowledged, StoredState recovered, Dictionary<Guid, int> ownerOf)
    {
        // A person with several operations has the row of the first one to be committed.
        var stored = recovered.Rows.Where(row => ownerOf.ContainsKey(row.Operation)).Select(row => ownerOf[row.Operation]).ToHashSet();
        FindEach("lost: acknowledged and not in the database", acknowledged.Where(signer => !stored.Contains(signer)));
    }

    private void CheckRows(StoredState settled, Dictionary<Guid, int> ownerOf)
    {
        var strangers = settled.Rows.Count(row => !ownerOf.ContainsKey(row.Operation));
        if (strangers > 0) Find($"{strangers} rows are of an operation that nobody sent");

        var rowsOf = settled.Rows.Where(row => ownerOf.ContainsKey(row.Operation)).CountBy(row => ownerOf[row.Operation]).ToList();
        FindEach("duplicate: more than one row", rowsOf.Where(rows => rows.Value > 1).Select(rows => rows.Key));

        var signers = ownerOf.Values.ToHashSet();
        if (settled.Rows.Count > signers.Count) Find($"duplicate: {settled.Rows.Count} rows of {signers.Count} people");
        FindEach("acknowledged by a retry and not in the database", signers.Except(rowsOf.Select(rows => rows.Key)));
    }

    private async Task CheckCountAsync(StoredState settled)
    {
        var counted = settled.Rows.Count(row => row.State == StoredRow.Counted);
        if (settled.TallySum != counted) Find($"the tally says {settled.TallySum}, the rows are {counted}");

        var shown = -1L;
        await Waiting.UntilAsync(CountVisibleWithin, async () => (shown = await client.CountAsync()) == counted);
        if (shown != counted) Find($"the API counts {shown}, the rows are {counted}");
    }

    private void FindEach(string what, IEnumerable<int> signers)
    {
        var all = signers.ToList();
        if (all.Count > 0) Find(
            $"{what}: {all.Count} signers, such as {string.Join(", ", all.Take(ExamplesMax).Select(SigningClient.EmailOf))}");
    }

    private void Find(string finding)
    {
        lock (_findings) _findings.Add(finding);
    }
}
