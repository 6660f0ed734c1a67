using System.Data.Common;
using System.Globalization;
using Petitions.Grains.Ledger;

namespace Petitions.Bench.Micro.Storage;

/// <summary>The baseline: one prepared INSERT on one connection, a transaction of its own for each, and no count.</summary>
internal sealed class PlainInserts : IAsyncDisposable
{
    private const string Sql =
        "INSERT INTO signature (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, epoch)"
        + " VALUES (@petition, @row_key, @operation, @state, @signed_at, @document_version, @consent_record, @source, @sealed, 1)";

    private static readonly string[] Names =
        ["petition", "row_key", "operation", "state", "signed_at", "document_version", "consent_record", "source", "sealed"];

    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly StoreKind _kind;

    /// <summary>Owns the connection. Npgsql prepares the statement at its second use, SQLite at its first.</summary>
    public PlainInserts(DbConnection connection, StoreKind kind)
    {
        (_connection, _kind) = (connection, kind);
        _command = connection.CreateCommand();
        _command.CommandText = Sql;
        foreach (var name in Names)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + name;
            _command.Parameters.Add(parameter);
        }
    }

    public async Task InsertAsync(LedgerEntry entry)
    {
        Set(0, entry.Petition);
        Set(1, Key(entry.RowKey));
        Set(2, Key(entry.Operation));
        Set(3, (short)entry.State);
        Set(4, Time(entry.SignedAt));
        Set(5, entry.DocumentVersion);
        Set(6, entry.ConsentRecord);
        Set(7, (short)entry.Source);
        Set(8, entry.Ciphertext);
        await _command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private void Set(int index, object value) => _command.Parameters[index].Value = value;

    private object Key(Guid key) => _kind == StoreKind.Sqlite ? key.ToByteArray(bigEndian: true) : key;

    private object Time(DateTimeOffset time) => _kind == StoreKind.Sqlite
        ? time.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)
        : time.UtcDateTime;
}
