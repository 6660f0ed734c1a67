using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;

namespace Petitions.Silo.Storage;

/// <summary>Single rows of the table <c>signature</c>, in the SQL that both databases understand.</summary>
internal sealed class SignatureRows(PetitionDatabase database) : ISignatureRows
{
    public async Task<SignatureRow?> FindAsync(int petition, Guid rowKey, CancellationToken cancel)
    {
        var found = await database.Registry.QueryAsync(
            """
            SELECT state, operation, signed_at, document_version, consent_record, signature.epoch, tally.epoch, anonymised_at, sealed,
              newsletter_withdrawn_at,
              (SELECT count(*) FROM mail_stop WHERE mail_stop.petition = signature.petition AND mail_stop.row_key = signature.row_key)
            FROM signature JOIN tally ON tally.petition = signature.petition AND tally.shard = 0
            WHERE signature.petition = @petition AND row_key = @row_key
            """,
            RowOf, cancel, ("@petition", petition), ("@row_key", database.KeyValue(rowKey)));
        return found.FirstOrDefault();
    }

    public async Task<ImmutableArray<EarlierAttempt>> FindEarlierAsync(int petition, Guid rowKey, CancellationToken cancel) =>
    [
        .. await database.Registry.QueryAsync(
            """
            SELECT operation, signed_at, document_version, consent_record, sealed
            FROM earlier_attempt WHERE petition = @petition AND row_key = @row_key AND sealed IS NOT NULL ORDER BY signed_at
            """,
            row => new EarlierAttempt(
                database.ReadKey(row, 0), database.ReadTime(row, 1), row.GetInt32(2), row.GetInt32(3), row.GetFieldValue<byte[]>(4)),
            cancel, ("@petition", petition), ("@row_key", database.KeyValue(rowKey))),
    ];

    public async Task SetMailStoppedAsync(int petition, Guid rowKey, bool isStopped, CancellationToken cancel)
    {
        await using var connection = await database.Registry.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync(
            isStopped
                ? "INSERT INTO mail_stop (petition, row_key) VALUES (@petition, @row_key) ON CONFLICT (petition, row_key) DO NOTHING"
                : "DELETE FROM mail_stop WHERE petition = @petition AND row_key = @row_key",
            cancel, ("@petition", petition), ("@row_key", database.KeyValue(rowKey)));
    }

    public async Task<ImmutableArray<SignatureState?>> FindStatesAsync(int petition, ImmutableArray<Guid> rowKeys, CancellationToken cancel)
    {
        var names = rowKeys.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"@k{i}")).ToArray();
        if (names.Length == 0) return [];
        // Each row says which of the asked keys it is, so that no key has to be read back.
        var found = await database.Registry.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT column1, state
                FROM (VALUES {string.Join(", ", names.Select((name, i) => $"({i}, {name})"))}) AS asked
                JOIN signature ON signature.petition = @petition AND signature.row_key = column2
                """),
            row => (Position: row.GetInt32(0), State: (SignatureState)row.GetInt16(1)),
            cancel, [("@petition", petition), .. names.Zip(rowKeys, (name, key) => (name, database.KeyValue(key)))]);
        var states = new SignatureState?[rowKeys.Length];
        foreach (var (position, state) in found) states[position] = state;
        return [.. states];
    }

    public Task QueueLinkAsync(int petition, Guid rowKey, DateTimeOffset now, CancellationToken cancel) =>
        database.Registry.InTransactionAsync(async connection =>
        {
            // Something is written for everybody: a transaction that changes nothing is not flushed, and its time would tell who has
            // signed.
            await connection.ExecuteAsync(
                "UPDATE tally SET batches = batches + 1 WHERE petition = @petition AND shard = 0", cancel, ("@petition", petition));
            return await connection.ExecuteAsync(
                """
                INSERT INTO mail (petition, row_key, purpose, operation, due_at)
                SELECT petition, row_key, @purpose, operation, @now FROM signature
                WHERE petition = @petition AND row_key = @row_key AND sealed IS NOT NULL
                ON CONFLICT (petition, row_key, purpose) DO UPDATE
                SET operation = excluded.operation, failures = 0, parked_at = NULL, parked_reason = NULL,
                    due_at = CASE WHEN mail.next_at > excluded.due_at THEN mail.next_at ELSE excluded.due_at END
                """,
                cancel, ("@petition", petition), ("@row_key", database.KeyValue(rowKey)), ("@purpose", (short)MailPurpose.Link),
                ("@now", database.TimeValue(now)));
        }, cancel);

    private SignatureRow RowOf(DbDataReader row) => new()
    {
        State = (SignatureState)row.GetInt16(0),
        Operation = database.ReadKey(row, 1),
        SignedAt = database.ReadTime(row, 2),
        DocumentVersion = row.GetInt32(3),
        ConsentRecord = row.GetInt32(4),
        Epoch = row.GetInt32(5),
        EpochUnderWay = row.GetInt32(6),
        AnonymisedAt = row.IsDBNull(7) ? null : database.ReadTime(row, 7),
        Ciphertext = row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8),
        NewsletterWithdrawnAt = row.IsDBNull(9) ? null : database.ReadTime(row, 9),
        AreMailsStopped = row.GetInt64(10) > 0,
    };
}
