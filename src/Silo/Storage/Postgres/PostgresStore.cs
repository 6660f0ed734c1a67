using Npgsql;
using NpgsqlTypes;
using Petitions.Grains.Counting;
using Petitions.Grains.Storage;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>Runs a batch as one statement and one round trip: <c>commit_batch.sql</c>. Says which failures are safe to run again.</summary>
internal sealed class PostgresStore(NpgsqlDataSource ledger, int writersMax) : ILedgerStore
{
    private static readonly string CommitBatch = SqlText.Read("Storage/Postgres/commit_batch.sql");
    private static readonly string LockSlots = SqlText.Read("Storage/Postgres/lock_slots.sql");
    private static readonly string FindOperations = SqlText.Read("Storage/Postgres/find_operations.sql");

    public int WritersMax => writersMax;

    public async Task<BatchResult> CommitAsync(IReadOnlyList<LedgerEntry> batch, short slot, CancellationToken cancel)
    {
        try
        {
            await using var connection = await ledger.OpenConnectionAsync(cancel);
            var outcomes = new LedgerOutcome[batch.Count];
            var moved = await CommitAsync(connection, batch, slot, outcomes, cancel);
            await RecallAsync(connection, batch, outcomes, cancel);
            return new(outcomes, moved);
        }
        catch (Exception e) when (PostgresFailures.TryClassify(e, out var failure))
        {
            throw new BatchFailedException(failure, e.Message, e);
        }
    }

    private static async Task<List<(int, SlotReading)>> CommitAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> batch, short slot, LedgerOutcome[] outcomes, CancellationToken cancel)
    {
        // What no slot answers for is closed: the petition is, or there is none.
        Array.Fill(outcomes, LedgerOutcome.Closed);
        var rows = batch.Where(entry => entry.Work == LedgerWork.Sign).ToArray();
        var petitions = batch.Where(entry => entry.Work != LedgerWork.Recall).Select(entry => entry.Petition).Distinct().ToArray();
        if (petitions.Length == 0) return [];

        await using var command = new NpgsqlCommand(CommitBatch, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = slot },
                ArrayOf(NpgsqlDbType.Integer, petitions),
                ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Petition)),
                ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(rows, row => row.RowKey)),
                ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(rows, row => row.Operation)),
                ArrayOf(NpgsqlDbType.Smallint, Array.ConvertAll(rows, row => (short)row.State)),
                ArrayOf(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.SignedAt.UtcDateTime)),
                ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.DocumentVersion)),
                ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.ConsentRecord)),
                ArrayOf(NpgsqlDbType.Smallint, Array.ConvertAll(rows, row => (short)row.Source)),
                ArrayOf(NpgsqlDbType.Bytea, Array.ConvertAll(rows, row => row.Sealed)),
            },
        };

        var moved = new List<(int, SlotReading)>(petitions.Length);
        var storedKeys = new Dictionary<int, HashSet<Guid>>(petitions.Length);
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                var petition = reader.GetInt32(0);
                moved.Add((petition, new SlotReading(slot, reader.GetInt64(1), reader.GetInt64(2))));
                storedKeys.Add(petition, await reader.IsDBNullAsync(3, cancel) ? [] : [.. await reader.GetFieldValueAsync<Guid[]>(3, cancel)]);
            }
        }

        for (var i = 0; i < batch.Count; i++)
        {
            var entry = batch[i];
            if (entry.Work == LedgerWork.Recall || !storedKeys.TryGetValue(entry.Petition, out var keys)) continue;
            // Taken out when found: of two entries for one person in a batch the first is the new one.
            outcomes[i] = entry.Work == LedgerWork.Sign && keys.Remove(entry.RowKey) ? LedgerOutcome.Stored : LedgerOutcome.Repeated;
        }
        return moved;
    }

    // A later statement of its own, because a statement does not see what was committed while it waited for a lock.
    private static async Task RecallAsync(
        NpgsqlConnection connection, IReadOnlyList<LedgerEntry> batch, LedgerOutcome[] outcomes, CancellationToken cancel)
    {
        var asked = Enumerable.Range(0, batch.Count).Where(i => outcomes[i] == LedgerOutcome.Closed).ToArray();
        if (asked.Length == 0) return;

        await using var recall = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(LockSlots) { Parameters = { ArrayOf(NpgsqlDbType.Integer, [.. asked.Select(i => batch[i].Petition).Distinct()]) } },
                new(FindOperations)
                {
                    Parameters =
                    {
                        ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(asked, i => batch[i].Petition)),
                        ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(asked, i => batch[i].RowKey)),
                        ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(asked, i => batch[i].Operation)),
                    },
                },
            },
        };
        await using var reader = await recall.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) outcomes[asked[reader.GetInt32(0) - 1]] = LedgerOutcome.Recalled;
    }

    private static NpgsqlParameter<T[]> ArrayOf<T>(NpgsqlDbType type, T[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };
}
