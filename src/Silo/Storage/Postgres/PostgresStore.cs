using Npgsql;
using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>
/// Runs a batch in one round trip: <c>commit_batch.sql</c>, and only where somebody waits for a confirmation or changes what is stored
/// <c>request_confirmations.sql</c> and <c>change_signature.sql</c>. Says which failures are safe to run again.
/// </summary>
internal sealed class PostgresStore(NpgsqlDataSource ledger, int writersMax) : ILedgerStore
{
    public int WritersMax => writersMax;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short shard, CancellationToken cancel)
    {
        try
        {
            await using var connection = await ledger.OpenConnectionAsync(cancel);
            var outcomes = new LedgerOutcome[batch.Count];
            var moved = await CommitAsync(connection, batch, shard, outcomes, cancel);
            await LookUpAsync(connection, batch, outcomes, cancel);
            return new(outcomes, moved);
        }
        catch (Exception e) when (PostgresFailures.TryClassify(e, out var failure))
        {
            throw new BatchFailedException(failure, e.Message, e);
        }
    }

    // Everything in one round trip and, without a statement that ends it in between, in one transaction.
    private static async Task<IReadOnlyList<(int, TallyShard)>> CommitAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> batch, short shard, LedgerOutcome[] outcomes, CancellationToken cancel)
    {
        // Closed unless a shard says otherwise; an unknown petition has no shard.
        for (var i = 0; i < batch.Count; i++)
            outcomes[i] = batch[i].Work == LedgerWork.Change ? LedgerOutcome.Unchanged : LedgerOutcome.Closed;
        var petitions = batch.Where(entry => entry.Work != LedgerWork.LookUp).Select(entry => entry.Petition).Distinct().ToArray();
        if (petitions.Length == 0) return [];

        var asks = batch.Where(entry => entry.Work == LedgerWork.RequestConfirmation).ToArray();
        var changes = Enumerable.Range(0, batch.Count).Where(i => batch[i].Work == LedgerWork.Change).ToArray();
        await using var commands = new NpgsqlBatch(connection);
        commands.BatchCommands.Add(PostgresCommands.Commit(shard, petitions, [.. batch.Where(entry => entry.Work == LedgerWork.Sign)]));
        if (asks.Length > 0) commands.BatchCommands.Add(PostgresCommands.Ask(shard, asks));
        foreach (var i in changes) commands.BatchCommands.Add(PostgresCommands.Change(shard, batch[i]));

        await using var reader = await commands.ExecuteReaderAsync(cancel);
        var moved = await ReadStoredAsync(reader, batch, shard, outcomes, cancel);
        foreach (var i in changes)
        {
            // A statement without rows to read, such as that of the asks, has no result of its own.
            await reader.NextResultAsync(cancel);
            if (!await reader.ReadAsync(cancel)) continue;
            outcomes[i] = LedgerOutcome.Changed;
            if (!await reader.IsDBNullAsync(0, cancel))
                moved[batch[i].Petition] = ReadShard(reader, shard, 0);
        }
        // A failure of the last statements is only reported when their end is read.
        while (await reader.NextResultAsync(cancel))
        {
        }
        return [.. moved.Select(one => (one.Key, one.Value))];
    }

    private static async Task<Dictionary<int, TallyShard>> ReadStoredAsync(
        NpgsqlDataReader reader, IReadOnlyList<LedgerEntry> batch, short shard, LedgerOutcome[] outcomes, CancellationToken cancel)
    {
        var moved = new Dictionary<int, TallyShard>();
        var storedKeys = new Dictionary<int, HashSet<Guid>>();
        while (await reader.ReadAsync(cancel))
        {
            var petition = reader.GetInt32(0);
            moved.Add(petition, ReadShard(reader, shard, 1));
            storedKeys.Add(petition, await reader.IsDBNullAsync(5, cancel) ? [] : [.. await reader.GetFieldValueAsync<Guid[]>(5, cancel)]);
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var entry = batch[i];
            if (entry.Work is LedgerWork.LookUp or LedgerWork.Change || !storedKeys.TryGetValue(entry.Petition, out var keys)) continue;
            outcomes[i] = entry.Work switch
            {
                // The answer is the same for new and repeated attempts; only the mail tells.
                LedgerWork.RequestConfirmation => LedgerOutcome.Stored,
                // Taken out when found: of two entries for one person in a batch the first is the new one.
                LedgerWork.Sign when keys.Remove(entry.RowKey) => LedgerOutcome.Stored,
                _ => LedgerOutcome.Repeated,
            };
        }
        return moved;
    }

    private static TallyShard ReadShard(NpgsqlDataReader row, short shard, int column) => new(
        shard, row.GetInt64(column), row.GetInt64(column + 1), row.GetInt64(column + 2), row.GetInt64(column + 3));

    // A later statement of its own, because a statement does not see what was committed while it waited for a lock.
    private static async Task LookUpAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> batch, LedgerOutcome[] outcomes, CancellationToken cancel)
    {
        var asked = Enumerable.Range(0, batch.Count).Where(i => outcomes[i] == LedgerOutcome.Closed).ToArray();
        if (asked.Length == 0) return;

        var entries = Array.ConvertAll(asked, i => batch[i]);
        await using var lookUp = new NpgsqlBatch(connection)
        {
            BatchCommands = { PostgresCommands.LockShards(entries), PostgresCommands.FindOperations(entries) },
        };
        await using var reader = await lookUp.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) outcomes[asked[reader.GetInt32(0) - 1]] = LedgerOutcome.AlreadyStored;
    }
}
