using Microsoft.Data.Sqlite;
using Petitions.Grains.Counting;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>One connection with its prepared statements; the body of a batch. Belongs to one thread.</summary>
internal sealed class SqliteLedgerConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SqliteStatement _readShard, _insert, _moveShard, _find;
    private readonly SqliteChanges _changes;

    public SqliteLedgerConnection(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new(connection);
        _readShard = _statements.Prepare("read_shard", "@petition", "@shard");
        _insert = _statements.Prepare(
            "insert_signature", "@petition", "@row_key", "@operation", "@state", "@signed_at", "@document_version", "@consent_record",
            "@source", "@sealed", "@epoch");
        _moveShard = _statements.Prepare("move_shard", "@petition", "@shard", "@gained", "@paper", "@imported", "@moves");
        _find = _statements.Prepare("find_operation", "@petition", "@row_key", "@operation");
        _changes = new(_statements);
    }

    /// <summary>Commits one batch. After an exception the connection is to be thrown away.</summary>
    public BatchResult Commit(IReadOnlyList<LedgerEntry> batch, short shard)
    {
        // Immediate: the write lock is taken now and not at the first insert, when it may be too late to wait for it.
        using var transaction = _connection.BeginTransaction(deferred: false);
        _statements.Join(transaction);

        var shards = ReadShards(batch, shard);
        var outcomes = new LedgerOutcome[batch.Count];
        for (var i = 0; i < batch.Count; i++) outcomes[i] = Write(batch[i], shards);
        var moved = shards.Values.Where(s => s.Open || s.Moves > 0).Select(s => (s.Petition, Move(s, shard))).ToList();

        transaction.Commit();
        return new(outcomes, moved);
    }

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private Dictionary<int, Shard> ReadShards(IReadOnlyList<LedgerEntry> batch, short shard)
    {
        var shards = new Dictionary<int, Shard>();
        foreach (var entry in batch)
        {
            if (entry.Work == LedgerWork.LookUp || shards.ContainsKey(entry.Petition)) continue;
            using var reader = _readShard.Read(entry.Petition, shard);
            if (reader.Read()) shards.Add(entry.Petition, new Shard(entry.Petition, reader.GetBoolean(0), reader.GetInt32(1)));
        }
        return shards;
    }

    private LedgerOutcome Write(LedgerEntry entry, Dictionary<int, Shard> shards)
    {
        var shard = shards.GetValueOrDefault(entry.Petition);
        if (entry.Work == LedgerWork.Change) return Change(entry, shard);
        if (entry.Work == LedgerWork.LookUp || shard is not { Open: true }) return LookUp(entry);

        var isNew = Insert(entry, shard.Epoch);
        if (entry.Work == LedgerWork.RequestConfirmation)
        {
            if (isNew) _changes.QueueMail(entry, MailPurpose.Confirm);
            else _changes.AskAgain(entry, shard.Epoch);
            return LedgerOutcome.Stored;
        }
        if (!isNew && (entry.Source != SignatureSource.Web || !_changes.SignAnew(entry, shard.Epoch))) return LedgerOutcome.Repeated;
        shard.Gain(CountedSource.After(entry.State, entry.Source));
        return LedgerOutcome.Stored;
    }

    private bool Insert(LedgerEntry entry, int epoch) => _insert.Execute(
        entry.Petition, entry.RowKey.ToByteArray(bigEndian: true), entry.Operation.ToByteArray(bigEndian: true),
        (short)(entry.Work == LedgerWork.RequestConfirmation ? SignatureState.Pending : entry.State),
        SqliteTime.WriteMinute(entry.SignedAt), entry.DocumentVersion, entry.ConsentRecord, (short)entry.Source, entry.Ciphertext,
        epoch) == 1;

    private LedgerOutcome Change(LedgerEntry entry, Shard? shard)
    {
        if (shard is null || _changes.Change(entry, shard.Open, shard.Epoch) is not { } gained) return LedgerOutcome.Unchanged;
        shard.Gain(gained);
        return LedgerOutcome.Changed;
    }

    private LedgerOutcome LookUp(LedgerEntry entry) =>
        _find.Scalar(entry.Petition, entry.RowKey.ToByteArray(bigEndian: true), entry.Operation.ToByteArray(bigEndian: true)) is null
            ? LedgerOutcome.Closed
            : LedgerOutcome.AlreadyStored;

    private TallyShard Move(Shard moved, short shard)
    {
        var gained = moved.Gained;
        using var reader = _moveShard.Read(moved.Petition, shard, gained.Counted, gained.Paper, gained.Imported, moved.Moves > 0 ? 1 : 0);
        reader.Read();
        return new TallyShard(shard, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }

    private sealed class Shard(int petition, bool open, int epoch)
    {
        public int Petition { get; } = petition;

        public bool Open { get; } = open;

        public int Epoch { get; } = epoch;

        public CountedSource Gained { get; private set; }

        /// <summary>How often the count moved, in whichever direction.</summary>
        public int Moves { get; private set; }

        public void Gain(CountedSource gained)
        {
            Gained += gained;
            if (gained.Counted != 0) Moves++;
        }
    }
}
