using System.Globalization;
using Microsoft.Data.Sqlite;
using Petitions.Grains.Counting;
using Petitions.Grains.Storage;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>One connection with its prepared statements; the body of a batch. Belongs to one thread.</summary>
internal sealed class SqliteLedgerConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _readSlot, _insert, _moveSlot, _find;

    public SqliteLedgerConnection(SqliteConnection connection)
    {
        _connection = connection;
        _readSlot = Prepare("read_slot", "@petition", "@slot");
        _insert = Prepare(
            "insert_signature", "@petition", "@row_key", "@operation", "@state", "@signed_at", "@document_version", "@consent_record",
            "@source", "@sealed", "@epoch");
        _moveSlot = Prepare("move_slot", "@petition", "@slot", "@gained");
        _find = Prepare("find_operation", "@petition", "@row_key", "@operation");
    }

    /// <summary>Commits one batch. After an exception the connection is to be thrown away.</summary>
    public BatchResult Commit(IReadOnlyList<LedgerEntry> batch, short slot)
    {
        // Immediate: the write lock is taken now and not at the first insert, when it may be too late to wait for it.
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var command in new[] { _readSlot, _insert, _moveSlot, _find }) command.Transaction = transaction;

        var slots = OpenSlots(batch, slot);
        var outcomes = new LedgerOutcome[batch.Count];
        for (var i = 0; i < batch.Count; i++) outcomes[i] = Write(batch[i], slots);
        var moved = slots.Values.Where(s => s.Open).Select(s => (s.Petition, Move(s, slot))).ToList();

        transaction.Commit();
        return new(outcomes, moved);
    }

    public void Dispose()
    {
        _readSlot.Dispose();
        _insert.Dispose();
        _moveSlot.Dispose();
        _find.Dispose();
        _connection.Dispose();
    }

    private Dictionary<int, Slot> OpenSlots(IReadOnlyList<LedgerEntry> batch, short slot)
    {
        var slots = new Dictionary<int, Slot>();
        foreach (var entry in batch)
        {
            if (entry.Work == LedgerWork.Recall || slots.ContainsKey(entry.Petition)) continue;
            Set(_readSlot, entry.Petition, slot);
            using var reader = _readSlot.ExecuteReader();
            if (reader.Read()) slots.Add(entry.Petition, new Slot(entry.Petition, reader.GetBoolean(0), reader.GetInt32(1)));
        }
        return slots;
    }

    private LedgerOutcome Write(LedgerEntry entry, Dictionary<int, Slot> slots)
    {
        if (entry.Work == LedgerWork.Recall || !slots.TryGetValue(entry.Petition, out var slot) || !slot.Open) return Recall(entry);
        if (entry.Work == LedgerWork.Touch) return LedgerOutcome.Repeated;

        Set(
            _insert, entry.Petition, entry.RowKey.ToByteArray(bigEndian: true), entry.Operation.ToByteArray(bigEndian: true),
            (short)entry.State, entry.SignedAt.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture), entry.DocumentVersion,
            entry.ConsentRecord, (short)entry.Source, entry.Sealed, slot.Epoch);
        if (_insert.ExecuteNonQuery() == 0) return LedgerOutcome.Repeated;
        if (entry.State == SignatureState.Counted) slot.Gained++;
        return LedgerOutcome.Stored;
    }

    private LedgerOutcome Recall(LedgerEntry entry)
    {
        Set(_find, entry.Petition, entry.RowKey.ToByteArray(bigEndian: true), entry.Operation.ToByteArray(bigEndian: true));
        return _find.ExecuteScalar() is null ? LedgerOutcome.Closed : LedgerOutcome.Recalled;
    }

    private SlotReading Move(Slot moved, short slot)
    {
        Set(_moveSlot, moved.Petition, slot, moved.Gained);
        using var reader = _moveSlot.ExecuteReader();
        reader.Read();
        return new SlotReading(slot, reader.GetInt64(0), reader.GetInt64(1));
    }

    private SqliteCommand Prepare(string file, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = SqlText.Read($"Storage/Sqlite/{file}.sql");
        foreach (var parameter in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    private sealed class Slot(int petition, bool open, int epoch)
    {
        public int Petition { get; } = petition;

        public bool Open { get; } = open;

        public int Epoch { get; } = epoch;

        public int Gained { get; set; }
    }
}
