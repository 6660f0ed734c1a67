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
        "@sealed", "@erased_at", "@withdrawn_epoch");

    private readonly SqliteStatement _queue = statements.Prepare(
        "queue_mail", "@petition", "@row_key", "@purpose", "@operation", "@due_at");
    private readonly SqliteStatement _settle = statements.Prepare("settle_mail", "@petition", "@row_key");
    private readonly SqliteStatement _silence = statements.Prepare("silence_mail", "@petition", "@row_key");

    /// <summary>Puts an attempt in the place of one that is pending, and queues its mail. The row is there already.</summary>
    public void AskAgain(LedgerEntry attempt, int epoch)
    {
        if (Find(attempt) is not { } known || known.Operation == attempt.Operation) return;
        if (known.State is SignatureState.Pending or SignatureState.Expired
            || known is { State: SignatureState.Withdrawn, IsEmptied: true })
        {
            // A handed-over signature keeps its old epoch until the attempt is confirmed, so that the hand-over stays visible.
            Change(attempt, SignatureState.Pending, known.IsWithdrawnLate ? null : epoch, replaces: true, reseals: true, erasedAt: null);
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

    /// <summary>Makes the change if the row is as it must be: null when it is not, else by how much the count moves.</summary>
    public int? Change(LedgerEntry entry, bool isOpen, int epoch)
    {
        var change = entry.Change!;
        if (Find(entry) is not { } before || !change.From.Contains(before.State)
            || change.NamesOperation && before.Operation != entry.Operation
            || change.Replaces is { } replaced && before.Operation != replaced
            || change.BeforeHandover && before.Epoch != epoch
            || change.WhileOpen && !isOpen
            // What was emptied is not filled again, unless somebody signs again.
            || change.Reseals && !change.ReplacesAttempt && before.IsEmptied)
        {
            return null;
        }

        Change(entry, change.To, change.JoinsEpoch ? epoch : null, change.ReplacesAttempt, change.Reseals, change.ErasedAt,
            before.State == SignatureState.Counted && change.To == SignatureState.Withdrawn ? epoch : null);
        var after = change.To ?? before.State;
        var isEmptied = change.ErasedAt is not null || before.IsEmptied && !change.Reseals;
        if (isEmptied) _silence.Execute(entry.Petition, Key(entry.RowKey));
        else if (after != SignatureState.Pending) _settle.Execute(entry.Petition, Key(entry.RowKey));
        return (after == SignatureState.Counted ? 1 : 0) - (before.State == SignatureState.Counted ? 1 : 0);
    }

    private void Change(
        LedgerEntry entry, SignatureState? state, int? epoch, bool replaces, bool reseals, DateTimeOffset? erasedAt,
        int? withdrawnEpoch = null) =>
        _change.Execute(
            entry.Petition, Key(entry.RowKey), (short?)state, epoch,
            replaces ? Key(entry.Operation) : null,
            replaces ? SqliteTime.WriteMinute(entry.SignedAt) : null,
            replaces ? entry.DocumentVersion : null,
            replaces ? entry.ConsentRecord : null,
            reseals ? entry.Ciphertext : null,
            erasedAt is { } at ? SqliteTime.Write(at) : null,
            withdrawnEpoch);

    private Known? Find(LedgerEntry entry)
    {
        using var reader = _find.Read(entry.Petition, Key(entry.RowKey));
        return reader.Read()
            ? new Known(
                (SignatureState)reader.GetInt16(0), new Guid(reader.GetFieldValue<byte[]>(1), bigEndian: true), reader.GetInt32(2),
                reader.GetBoolean(3),
                reader.GetBoolean(4))
            : null;
    }

    private static byte[] Key(Guid key) => key.ToByteArray(bigEndian: true);

    private sealed record Known(SignatureState State, Guid Operation, int Epoch, bool IsEmptied, bool IsWithdrawnLate);
}
