using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;

namespace Petitions.Silo.Storage.Sqlite;

/// <summary>
/// What <c>request_confirmations.sql</c> and <c>change_signature.sql</c> of PostgreSQL do, step by step: nothing comes between, because the
/// transaction has the only write lock there is.
/// </summary>
internal sealed class SqliteChanges(SqliteStatements statements)
{
    private readonly SqliteStatement _find = statements.Prepare("find_signature", "@petition", "@row_key");

    private readonly SqliteStatement _change = statements.Prepare(
        "change_signature", "@petition", "@row_key", "@state", "@epoch", "@operation", "@signed_at", "@document_version", "@consent_record",
        "@source", "@sealed", "@erased_at", "@withdrawn_epoch", "@newsletter_withdrawn_at");

    private readonly SqliteStatement _queue = statements.Prepare(
        "queue_mail", "@petition", "@row_key", "@purpose", "@operation", "@due_at");
    private readonly SqliteStatement _settle = statements.Prepare("settle_mail", "@petition", "@row_key");
    private readonly SqliteStatement _silence = statements.Prepare("silence_mail", "@petition", "@row_key");
    private readonly SqliteStatement _findEarlier = statements.Prepare("find_earlier", "@petition", "@row_key", "@operation");
    private readonly SqliteStatement _keepEarlier = statements.Prepare("keep_earlier", "@petition", "@row_key");
    private readonly SqliteStatement _endEarlier = statements.Prepare("end_earlier", "@petition", "@row_key");

    /// <summary>
    /// Signs with a row that was withdrawn and erased, as if it had never been; false when the row is another one, or when this is a retry
    /// of what was erased.
    /// </summary>
    public bool SignAnew(LedgerEntry entry, int epoch)
    {
        if (Find(entry) is not { State: SignatureState.Withdrawn, IsEmptied: true } known || known.Operation == entry.Operation
            || FindEarlier(entry) is not null)
        {
            return false;
        }
        _keepEarlier.Execute(entry.Petition, Key(entry.RowKey));
        Update(entry, entry.State, epoch, AttemptValues.Of(entry), erasedAt: null);
        return true;
    }

    /// <summary>Puts an attempt in the place of one that is pending, and queues its mail. The row is there already.</summary>
    public void AskAgain(LedgerEntry attempt, int epoch)
    {
        if (Find(attempt) is not { } known || known.Operation == attempt.Operation || FindEarlier(attempt) is not null) return;
        if (known.State is SignatureState.Pending or SignatureState.Expired
            || known is { State: SignatureState.Withdrawn, IsEmptied: true })
        {
            _keepEarlier.Execute(attempt.Petition, Key(attempt.RowKey));
            // A handed-over signature keeps its old epoch until the attempt is confirmed, so that the hand-over stays visible.
            Update(attempt, SignatureState.Pending, known.IsWithdrawnLate ? null : epoch, AttemptValues.Of(attempt), erasedAt: null);
            QueueMail(attempt, MailPurpose.Confirm);
        }
        else if (!known.IsEmptied)
        {
            QueueMail(attempt, MailPurpose.SignedAlready);
        }
    }

    /// <summary>Queues the mail of an attempt that made its row.</summary>
    public void QueueMail(LedgerEntry attempt, MailPurpose purpose) =>
        _queue.Execute(attempt.Petition, Key(attempt.RowKey), (short)purpose, Key(attempt.Operation), SqliteTime.Write(attempt.MailAt));

    /// <summary>Makes the change if the row is as it must be: null when it is not, else by how much the counts move.</summary>
    public CountedSource? Change(LedgerEntry entry, bool isOpen, int epoch)
    {
        var change = entry.Change!;
        if (Find(entry) is not { } before || !change.From.Contains(before.State)) return null;
        var mailed = change.AcceptsEarlier && before.Operation != entry.Operation && FindEarlier(entry) is { Ciphertext: not null } earlier
            ? earlier : null;
        if (change.NamesOperation && before.Operation != entry.Operation && mailed is null
            || change.Replaces is { } replaced && before.Operation != replaced
            || change.BeforeHandover && before.Epoch != epoch
            || change.WhileOpen && !isOpen
            // What was emptied is not filled again, unless somebody signs again.
            || change.Reseals && !change.ReplacesAttempt && before.IsEmptied)
        {
            return null;
        }

        if (change.ReplacesAttempt) _keepEarlier.Execute(entry.Petition, Key(entry.RowKey));
        var values = change.ReplacesAttempt ? AttemptValues.Of(entry) : mailed ?? new();
        if (change.Reseals) values = values with { Ciphertext = entry.Ciphertext };
        Update(entry, change.To, change.JoinsEpoch ? epoch : null, values, change.ErasedAt,
            before.State == SignatureState.Counted && change.To == SignatureState.Withdrawn ? epoch : null, change.NewsletterWithdrawnAt);
        var after = change.To ?? before.State;
        var isEmptied = change.ErasedAt is not null || before.IsEmptied && !change.Reseals;
        if (isEmptied) _silence.Execute(entry.Petition, Key(entry.RowKey));
        else if (after != SignatureState.Pending) _settle.Execute(entry.Petition, Key(entry.RowKey));
        if (after != SignatureState.Pending) _endEarlier.Execute(entry.Petition, Key(entry.RowKey));
        var source = (SignatureSource?)values.Source ?? before.Source;
        return CountedSource.After(after, source) - CountedSource.After(before.State, before.Source);
    }

    // Null values keep what the row has.
    private void Update(
        LedgerEntry row, SignatureState? state, int? epoch, AttemptValues values, DateTimeOffset? erasedAt, int? withdrawnEpoch = null,
        DateTimeOffset? newsletterWithdrawnAt = null) =>
        _change.Execute(
            row.Petition, Key(row.RowKey), (short?)state, epoch, values.Operation, values.SignedAt, values.DocumentVersion,
            values.ConsentRecord, values.Source, values.Ciphertext, erasedAt is { } at ? SqliteTime.Write(at) : null, withdrawnEpoch,
            newsletterWithdrawnAt is { } ended ? SqliteTime.Write(ended) : null);

    private AttemptValues? FindEarlier(LedgerEntry attempt)
    {
        using var reader = _findEarlier.Read(attempt.Petition, Key(attempt.RowKey), Key(attempt.Operation));
        if (!reader.Read()) return null;
        return reader.IsDBNull(4) ? new() : new(
            Key(attempt.Operation), reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt16(3),
            reader.GetFieldValue<byte[]>(4));
    }

    private Known? Find(LedgerEntry entry)
    {
        using var reader = _find.Read(entry.Petition, Key(entry.RowKey));
        return reader.Read()
            ? new Known(
                (SignatureState)reader.GetInt16(0), new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true), reader.GetInt32(2),
                reader.GetBoolean(3), reader.GetBoolean(4), (SignatureSource)reader.GetInt16(5))
            : null;
    }

    private static byte[] Key(Guid key) => key.ToByteArray(bigEndian: true);

    // The values of an attempt as columns hold them.
    private sealed record AttemptValues(
        byte[]? Operation = null, string? SignedAt = null, int? DocumentVersion = null, int? ConsentRecord = null, short? Source = null,
        byte[]? Ciphertext = null)
    {
        public static AttemptValues Of(LedgerEntry entry) => new(
            Key(entry.Operation), SqliteTime.WriteMinute(entry.SignedAt), entry.DocumentVersion, entry.ConsentRecord, (short)entry.Source,
            entry.Ciphertext);
    }

    private sealed record Known(
        SignatureState State, Guid Operation, int Epoch, bool IsEmptied, bool IsWithdrawnLate, SignatureSource Source);
}
