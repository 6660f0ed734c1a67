using System.Data.Common;
using System.Globalization;
using Petitions.Grains.Ledger;
using Petitions.Grains.Mail;
using Petitions.Grains.Petitions;

namespace Petitions.Silo.Storage;

/// <summary>
/// The table <c>mail</c> as senders see it, on either database. A claim moves a mail ahead by <see cref="LeaseFor"/>, so that no other
/// sender takes it and a dead sender's mails come due again. A sender that settles a mail names its lease: one that has lost it changes
/// nothing.
/// </summary>
internal sealed class MailOutbox(PetitionDatabase database, TimeProvider time)
{
    /// <summary>How long a claim holds: longer than any mail takes, from the claim to the note that it was sent.</summary>
    public static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(5);

    private const string SameMail = "mail.petition = {0}.petition AND mail.row_key = {0}.row_key AND mail.purpose = {0}.purpose";

    /// <summary>Takes up to <paramref name="mailsMax"/> mails that are due, the longest due first.</summary>
    public async Task<IReadOnlyList<ClaimedMail>> ClaimAsync(DateTimeOffset now, int mailsMax, CancellationToken cancel)
    {
        var lease = CutToMillisecond(now + LeaseFor);
        var claimed = await database.Mail.QueryAsync(
            $"""
            WITH due AS MATERIALIZED (
              SELECT petition, row_key, purpose FROM mail WHERE due_at <= @now ORDER BY due_at LIMIT @mails {database.SkipLocked}
            )
            UPDATE mail SET due_at = @lease, next_at = @lease, mailed = mail.operation FROM due WHERE {Same("due")}
            RETURNING mail.petition, mail.row_key, mail.purpose, mail.operation, mail.sent, mail.failures
            """,
            row => new ClaimedMail
            {
                Petition = row.GetInt32(0),
                RowKey = database.ReadKey(row, 1),
                Purpose = (MailPurpose)row.GetInt16(2),
                Operation = database.ReadKey(row, 3),
                Sent = row.GetInt16(4),
                Failures = row.GetInt16(5),
                Lease = lease,
            },
            cancel, ("@now", database.TimeValue(now)), ("@lease", database.TimeValue(lease)), ("@mails", mailsMax));
        return claimed.Count == 0 ? claimed : await WithSignaturesAsync(claimed, cancel);
    }

    /// <summary>
    /// Notes what became of mails, in one transaction. A mail that was replaced meanwhile comes due for the newer attempt.
    /// </summary>
    public async Task SettleAsync(IReadOnlyList<MailOutcome> outcomes, DateTimeOffset now, CancellationToken cancel)
    {
        await database.Mail.InTransactionAsync(async connection =>
        {
            var sent = outcomes.OfType<MailOutcome.Sent>().ToList();
            await NoteSentAsync(connection, sent, now, cancel);
            await QueueRemindersAsync(connection, [.. sent.Where(one => one.RemindAt is not null)], cancel);
            await NoteLaterAsync(connection, [.. outcomes.OfType<MailOutcome.Later>()], now, cancel);
            await NoteEndedAsync(connection, [.. outcomes.Where(one => one is MailOutcome.Parked or MailOutcome.Dropped)], now, cancel);
            return 0;
        }, cancel);
    }

    /// <summary>The mails of one petition as they are now; a mail that is being sent still counts as waiting.</summary>
    public async Task<MailCounts> ReadCountsAsync(int petition, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var found = await database.Mail.QueryAsync(
            """
            SELECT count(CASE WHEN due_at <= @leased OR purpose <> @remind THEN due_at END), count(parked_at),
              min(CASE WHEN due_at <= @now THEN due_at END)
            FROM mail WHERE petition = @petition
            """,
            row => new MailCounts(row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : database.ReadTime(row, 2)),
            cancel, ("@petition", petition), ("@now", database.TimeValue(now)), ("@leased", database.TimeValue(now + LeaseFor)),
            ("@remind", (short)MailPurpose.Remind));
        return found[0];
    }

    private async Task<IReadOnlyList<ClaimedMail>> WithSignaturesAsync(List<ClaimedMail> claimed, CancellationToken cancel)
    {
        var rows = new SqlValueRows();
        foreach (var mail in claimed) rows.Add(mail.Petition, database.KeyValue(mail.RowKey));
        var found = await database.Mail.QueryAsync(
            $"""
            WITH claimed (petition, row_key) AS (VALUES {rows})
            SELECT signature.petition, signature.row_key, signature.state, signature.operation, signature.sealed,
              CASE WHEN EXISTS (
                SELECT 1 FROM mail_stop WHERE mail_stop.petition = claimed.petition AND mail_stop.row_key = claimed.row_key
              ) THEN 1 ELSE 0 END
            FROM claimed JOIN signature ON signature.petition = claimed.petition AND signature.row_key = claimed.row_key
            """,
            row => (Key: (row.GetInt32(0), database.ReadKey(row, 1)),
                Signature: new ClaimedSignature(
                    (SignatureState)row.GetInt16(2), database.ReadKey(row, 3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4)),
                IsStopped: row.GetInt32(5) == 1),
            cancel, rows.Parameters);
        // One person may have two mails in one claim, and their row twice in the answer.
        var people = found.DistinctBy(one => one.Key).ToDictionary(one => one.Key);
        return
        [
            .. claimed.Select(mail => people.TryGetValue((mail.Petition, mail.RowKey), out var person)
                ? mail with { Signature = person.Signature, IsStopped = person.IsStopped } : mail),
        ];
    }

    private async Task NoteSentAsync(DbConnection connection, List<MailOutcome.Sent> sent, DateTimeOffset now, CancellationToken cancel)
    {
        if (sent.Count == 0) return;
        var rows = RowsOf(sent, one => [database.TimeValue(now + MailSpacing.GapAfter(one.Mail.Purpose, one.Mail.Sent + 1))]);
        await connection.ExecuteAsync(
            $"""
            WITH {Settled("next_at", rows)}
            UPDATE mail
            SET sent = mail.sent + 1, sent_at = @now, next_at = settled.next_at, failures = 0,
                due_at = CASE WHEN mail.operation = settled.operation THEN NULL ELSE settled.next_at END
            FROM settled WHERE {Same("settled")}
            """,
            cancel, [("@now", database.TimeValue(now)), .. rows.Parameters]);
    }

    // Never a second one: only where none was sent, and only for the attempt that was written to.
    private async Task QueueRemindersAsync(DbConnection connection, List<MailOutcome.Sent> asked, CancellationToken cancel)
    {
        if (asked.Count == 0) return;
        var rows = RowsOf(asked, one => [database.TimeValue(one.RemindAt!.Value)]);
        await connection.ExecuteAsync(
            $"""
            WITH asked (petition, row_key, purpose, operation, lease, remind_at) AS (VALUES {rows})
            INSERT INTO mail (petition, row_key, purpose, operation, due_at)
            SELECT mail.petition, mail.row_key, {(int)MailPurpose.Remind}, asked.operation, asked.remind_at
            FROM mail JOIN asked ON {Same("asked")}
            WHERE mail.operation = asked.operation AND mail.due_at IS NULL
            ORDER BY mail.petition, mail.row_key
            ON CONFLICT (petition, row_key, purpose) DO UPDATE
            SET operation = excluded.operation, due_at = excluded.due_at, failures = 0, parked_at = NULL, parked_reason = NULL
            WHERE mail.sent = 0
            """,
            cancel, rows.Parameters);
    }

    private async Task NoteLaterAsync(DbConnection connection, List<MailOutcome.Later> later, DateTimeOffset now, CancellationToken cancel)
    {
        if (later.Count == 0) return;
        var rows = RowsOf(later, one => [database.TimeValue(one.DueAt), (short)Math.Min(one.Failures, short.MaxValue)]);
        await connection.ExecuteAsync(
            $"""
            WITH {Settled("due_at, failures", rows)}
            UPDATE mail
            SET next_at = @now,
                failures = CASE WHEN mail.operation = settled.operation THEN settled.failures ELSE mail.failures END,
                due_at = CASE WHEN mail.operation = settled.operation THEN settled.due_at ELSE @now END
            FROM settled WHERE {Same("settled")}
            """,
            cancel, [("@now", database.TimeValue(now)), .. rows.Parameters]);
    }

    private async Task NoteEndedAsync(DbConnection connection, List<MailOutcome> ended, DateTimeOffset now, CancellationToken cancel)
    {
        if (ended.Count == 0) return;
        var rows = RowsOf(ended, one => [one is MailOutcome.Parked parked ? parked.Reason : ""]);
        await connection.ExecuteAsync(
            $"""
            WITH {Settled("reason", rows)}
            UPDATE mail
            SET next_at = @now,
                due_at = CASE WHEN mail.operation = settled.operation THEN NULL ELSE @now END,
                parked_at = CASE WHEN mail.operation = settled.operation AND settled.reason <> '' THEN @now END,
                parked_reason = CASE WHEN mail.operation = settled.operation AND settled.reason <> '' THEN settled.reason END
            FROM settled WHERE {Same("settled")}
            """,
            cancel, [("@now", database.TimeValue(now)), .. rows.Parameters]);
    }

    private SqlValueRows RowsOf<T>(List<T> outcomes, Func<T, object[]> more) where T : MailOutcome
    {
        var rows = new SqlValueRows();
        foreach (var outcome in outcomes)
        {
            var mail = outcome.Mail;
            rows.Add([
                mail.Petition, database.KeyValue(mail.RowKey), (short)mail.Purpose, database.KeyValue(mail.Operation),
                database.TimeValue(mail.Lease), .. more(outcome)]);
        }
        return rows;
    }

    // The mails that are still this sender's, locked in the order in which attempts lock them: see request_confirmations.sql.
    private string Settled(string columns, SqlValueRows rows) =>
        $"""
        given (petition, row_key, purpose, operation, lease, {columns}) AS (VALUES {rows}),
        settled AS MATERIALIZED (
          SELECT given.* FROM mail JOIN given ON {Same("given")}
          WHERE mail.next_at = given.lease
          ORDER BY mail.petition, mail.row_key, mail.purpose {database.InOrder}
        )
        """;

    private static string Same(string other) => string.Format(CultureInfo.InvariantCulture, SameMail, other);

    private static DateTimeOffset CutToMillisecond(DateTimeOffset moment) =>
        new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
}
