using Npgsql;
using NpgsqlTypes;
using Petitions.Grains.Ledger;

namespace Petitions.Silo.Storage.Postgres;

/// <summary>The statements of a batch with their parameters, in the order in which the SQL files number them.</summary>
internal static class PostgresCommands
{
    private static readonly string CommitBatch = SqlText.Read("Storage/Postgres/commit_batch.sql");
    private static readonly string RequestConfirmations = SqlText.Read("Storage/Postgres/request_confirmations.sql");
    private static readonly string ChangeSignature = SqlText.Read("Storage/Postgres/change_signature.sql");
    private static readonly string ShardLocks = SqlText.Read("Storage/Postgres/lock_shards.sql");
    private static readonly string Operations = SqlText.Read("Storage/Postgres/find_operations.sql");

    public static NpgsqlBatchCommand Commit(short shard, int[] petitions, LedgerEntry[] rows) => new(CommitBatch)
    {
        Parameters =
        {
            new NpgsqlParameter<short> { TypedValue = shard },
            ArrayOf(NpgsqlDbType.Integer, petitions),
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.Petition)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(rows, row => row.RowKey)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(rows, row => row.Operation)),
            ArrayOf(NpgsqlDbType.Smallint, Array.ConvertAll(rows, row => (short)row.State)),
            ArrayOf(NpgsqlDbType.TimestampTz, Array.ConvertAll(rows, row => row.SignedAt.UtcDateTime)),
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.DocumentVersion)),
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(rows, row => row.ConsentRecord)),
            ArrayOf(NpgsqlDbType.Smallint, Array.ConvertAll(rows, row => (short)row.Source)),
            ArrayOf(NpgsqlDbType.Bytea, Array.ConvertAll(rows, row => row.Ciphertext)),
        },
    };

    public static NpgsqlBatchCommand Ask(short shard, LedgerEntry[] attempts) => new(RequestConfirmations)
    {
        Parameters =
        {
            new NpgsqlParameter<short> { TypedValue = shard },
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(attempts, row => row.Petition)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(attempts, row => row.RowKey)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(attempts, row => row.Operation)),
            ArrayOf(NpgsqlDbType.TimestampTz, Array.ConvertAll(attempts, row => row.SignedAt.UtcDateTime)),
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(attempts, row => row.DocumentVersion)),
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(attempts, row => row.ConsentRecord)),
            ArrayOf(NpgsqlDbType.Smallint, Array.ConvertAll(attempts, row => (short)row.Source)),
            ArrayOf(NpgsqlDbType.Bytea, Array.ConvertAll(attempts, row => row.Ciphertext)),
            ArrayOf(NpgsqlDbType.TimestampTz, Array.ConvertAll(attempts, row => row.MailAt.UtcDateTime)),
        },
    };

    public static NpgsqlBatchCommand Change(short shard, LedgerEntry entry)
    {
        var change = entry.Change!;
        return new(ChangeSignature)
        {
            Parameters =
            {
                new NpgsqlParameter<short> { TypedValue = shard },
                new NpgsqlParameter<int> { TypedValue = entry.Petition },
                new NpgsqlParameter<Guid> { TypedValue = entry.RowKey },
                ArrayOf(NpgsqlDbType.Smallint, change.From.Select(state => (short)state).ToArray()),
                OrNull(NpgsqlDbType.Uuid, change.NamesOperation ? entry.Operation : change.Replaces),
                new NpgsqlParameter<bool> { TypedValue = change.BeforeHandover },
                new NpgsqlParameter<bool> { TypedValue = change.WhileOpen },
                OrNull(NpgsqlDbType.Smallint, (short?)change.To),
                new NpgsqlParameter<bool> { TypedValue = change.JoinsEpoch },
                OrNull(NpgsqlDbType.Uuid, change.ReplacesAttempt ? entry.Operation : null),
                OrNull(NpgsqlDbType.TimestampTz, change.ReplacesAttempt ? entry.SignedAt.UtcDateTime : null),
                OrNull(NpgsqlDbType.Integer, change.ReplacesAttempt ? entry.DocumentVersion : null),
                OrNull(NpgsqlDbType.Integer, change.ReplacesAttempt ? entry.ConsentRecord : null),
                OrNull(NpgsqlDbType.Bytea, change.Reseals ? entry.Ciphertext : null),
                OrNull(NpgsqlDbType.TimestampTz, change.ErasedAt?.UtcDateTime),
                OrNull(NpgsqlDbType.TimestampTz, change.NewsletterWithdrawnAt?.UtcDateTime),
                new NpgsqlParameter<bool> { TypedValue = change.AcceptsEarlier },
                OrNull(NpgsqlDbType.Smallint, change.ReplacesAttempt ? (short)entry.Source : null),
            },
        };
    }

    public static NpgsqlBatchCommand LockShards(LedgerEntry[] asked) => new(ShardLocks)
    {
        Parameters = { ArrayOf(NpgsqlDbType.Integer, asked.Select(entry => entry.Petition).Distinct().ToArray()) },
    };

    public static NpgsqlBatchCommand FindOperations(LedgerEntry[] asked) => new(Operations)
    {
        Parameters =
        {
            ArrayOf(NpgsqlDbType.Integer, Array.ConvertAll(asked, entry => entry.Petition)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(asked, entry => entry.RowKey)),
            ArrayOf(NpgsqlDbType.Uuid, Array.ConvertAll(asked, entry => entry.Operation)),
        },
    };

    private static NpgsqlParameter<T[]> ArrayOf<T>(NpgsqlDbType type, T[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = values };

    private static NpgsqlParameter OrNull(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
