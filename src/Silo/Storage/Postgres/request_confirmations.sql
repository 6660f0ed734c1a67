-- Signatures that wait for a confirmed address, in the transaction of commit_batch.sql, which has locked and moved the shards: $1 is the
-- writer's shard, the rest are the attempts, as arrays of equal length.
WITH

-- Of two attempts of one person the later one stands. Only for open petitions. A retry of an attempt that was there before changes nothing.
attempt AS MATERIALIZED (
  SELECT DISTINCT ON (entry.petition, row_key)
    entry.petition, row_key, operation, signed_at, document_version, consent_record, source, sealed, mail_at, tally.epoch
  FROM unnest(
      $2::integer[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::integer[], $7::integer[], $8::smallint[], $9::bytea[],
      $10::timestamptz[])
    WITH ORDINALITY AS entry (petition, row_key, operation, signed_at, document_version, consent_record, source, sealed, mail_at, position)
  JOIN tally ON tally.petition = entry.petition AND tally.shard = $1 AND tally.open
  WHERE NOT EXISTS (
    SELECT FROM earlier_attempt AS earlier
    WHERE earlier.petition = entry.petition AND earlier.row_key = entry.row_key AND earlier.operation = entry.operation)
  ORDER BY entry.petition, row_key, position DESC
),

-- What is there already, as this statement found it.
known AS MATERIALIZED (
  SELECT attempt.petition, attempt.row_key, signature.operation, signature.sealed IS NULL AS erased, signature.state,
    signature.signed_at, signature.document_version, signature.consent_record, signature.source, signature.sealed
  FROM attempt JOIN signature USING (petition, row_key)
),

-- A newer attempt takes the place of one that is pending or expired, or was erased; a retry of the same one changes nothing.
pending AS (
  INSERT INTO signature
    (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, epoch)
  SELECT petition, row_key, operation, 0, signed_at, document_version, consent_record, source, sealed, epoch
  FROM attempt
  ORDER BY petition, row_key
  ON CONFLICT (petition, row_key) DO UPDATE
  SET operation = excluded.operation, state = 0, signed_at = excluded.signed_at, document_version = excluded.document_version,
      consent_record = excluded.consent_record, source = excluded.source, sealed = excluded.sealed, anonymised_at = NULL,
      newsletter_withdrawn_at = NULL,
      -- A handed-over signature keeps its old epoch until the attempt is confirmed, so that the hand-over stays visible.
      epoch = CASE WHEN signature.withdrawn_epoch > signature.epoch THEN signature.epoch ELSE excluded.epoch END
  WHERE signature.operation <> excluded.operation
    AND (signature.state IN (0, 4) OR signature.state = 2 AND signature.sealed IS NULL)
  RETURNING petition, row_key, operation
),

-- The mails that asked to confirm a pending attempt, locked: a sender takes such a mail before, which is seen here, or not at all. They
-- are read before any is changed below, because `asked` waits for them.
asked_before AS MATERIALIZED (
  SELECT mail.petition, mail.row_key, mail.mailed
  FROM known JOIN mail ON mail.petition = known.petition AND mail.row_key = known.row_key AND mail.purpose = 1
  WHERE known.state = 0
  ORDER BY mail.petition, mail.row_key
  FOR UPDATE OF mail
),

-- An attempt that was mailed, or is being mailed, stays beside the newer one: its link confirms what the mail showed. One that was erased
-- is remembered without data. At most 64 attempts of a person are kept; what is replaced then can be confirmed no more.
kept AS (
  INSERT INTO earlier_attempt (petition, row_key, operation, signed_at, document_version, consent_record, source, sealed)
  SELECT petition, row_key, known.operation, known.signed_at, known.document_version, known.consent_record, known.source, known.sealed
  FROM known JOIN pending USING (petition, row_key) LEFT JOIN asked_before USING (petition, row_key)
  WHERE (known.state = 2 OR asked_before.mailed = known.operation)
    AND (SELECT count(*) FROM earlier_attempt AS others WHERE others.petition = known.petition AND others.row_key = known.row_key) < 64
  ORDER BY petition, row_key
  ON CONFLICT (petition, row_key, operation) DO NOTHING
),

-- Whom to write to: 1 asks to confirm, 3 says that there is a signature already. Nobody for a retry, and nobody where no address is left.
asked AS (
  SELECT attempt.petition, attempt.row_key, attempt.operation, attempt.mail_at,
    CASE WHEN pending.row_key IS NULL THEN 3 ELSE 1 END AS purpose
  FROM attempt
  LEFT JOIN pending USING (petition, row_key)
  LEFT JOIN known USING (petition, row_key)
  WHERE (SELECT count(*) FROM asked_before) >= 0
    AND (pending.row_key IS NOT NULL OR known.operation <> attempt.operation AND NOT known.erased)
)

-- One mail per person and purpose: what waits is replaced and goes out at its time, the next one not before its time.
INSERT INTO mail (petition, row_key, purpose, operation, due_at)
SELECT petition, row_key, purpose, operation, mail_at FROM asked
ORDER BY petition, row_key
ON CONFLICT (petition, row_key, purpose) DO UPDATE
SET operation = excluded.operation, due_at = greatest(mail.next_at, excluded.due_at), failures = 0, parked_at = NULL, parked_reason = NULL
