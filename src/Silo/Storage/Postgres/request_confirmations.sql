-- Signatures that wait for a confirmed address, in the transaction of commit_batch.sql, which has locked and moved the shards: $1 is the
-- writer's shard, the rest are the attempts, as arrays of equal length.
WITH

-- Of two attempts of one person the later one stands. Only for open petitions.
attempt AS MATERIALIZED (
  SELECT DISTINCT ON (entry.petition, row_key)
    entry.petition, row_key, operation, signed_at, document_version, consent_record, source, sealed, mail_at, tally.epoch
  FROM unnest(
      $2::integer[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::integer[], $7::integer[], $8::smallint[], $9::bytea[],
      $10::timestamptz[])
    WITH ORDINALITY AS entry (petition, row_key, operation, signed_at, document_version, consent_record, source, sealed, mail_at, position)
  JOIN tally ON tally.petition = entry.petition AND tally.shard = $1 AND tally.open
  ORDER BY entry.petition, row_key, position DESC
),

-- What is there already, as this statement found it.
known AS MATERIALIZED (
  SELECT attempt.petition, attempt.row_key, signature.operation, signature.sealed IS NULL AS erased
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
      -- A handed-over signature keeps its old epoch until the attempt is confirmed, so that the hand-over stays visible.
      epoch = CASE WHEN signature.withdrawn_epoch > signature.epoch THEN signature.epoch ELSE excluded.epoch END
  WHERE signature.operation <> excluded.operation
    AND (signature.state IN (0, 4) OR signature.state = 2 AND signature.sealed IS NULL)
  RETURNING petition, row_key, operation
),

-- Whom to write to: 1 asks to confirm, 3 says that there is a signature already. Nobody for a retry, and nobody where no address is left.
asked AS (
  SELECT attempt.petition, attempt.row_key, attempt.operation, attempt.mail_at,
    CASE WHEN pending.row_key IS NULL THEN 3 ELSE 1 END AS purpose
  FROM attempt
  LEFT JOIN pending USING (petition, row_key)
  LEFT JOIN known USING (petition, row_key)
  WHERE pending.row_key IS NOT NULL OR known.operation <> attempt.operation AND NOT known.erased
)

-- One mail per person and purpose: what waits is replaced and goes out at its time, the next one not before its time.
INSERT INTO mail (petition, row_key, purpose, operation, due_at)
SELECT petition, row_key, purpose, operation, mail_at FROM asked
ORDER BY petition, row_key
ON CONFLICT (petition, row_key, purpose) DO UPDATE
SET operation = excluded.operation, due_at = greatest(mail.next_at, excluded.due_at), failures = 0, parked_at = NULL, parked_reason = NULL
