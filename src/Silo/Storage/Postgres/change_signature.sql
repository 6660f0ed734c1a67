-- One conditional change of one row, in the transaction of commit_batch.sql, which has locked the shard: $1 is the writer's shard, $2 the
-- petition, $3 the row key. What must be found: $4 states, $5 the operation or null, $6 not handed over, $7 shards open; $17 accepts an
-- earlier attempt for $5. What is set: $8 state or null, $9 joins the epoch under way, $10 operation, $11 time, $12 document, $13 consent
-- and $18 source or null each, $14 ciphertext or null, $15 when the personal data is erased or null, $16 when the newsletter is withdrawn
-- or null.
WITH

shard AS MATERIALIZED (
  SELECT epoch, open FROM tally WHERE petition = $2 AND shard = $1
),

before AS MATERIALIZED (
  SELECT signature.state, signature.operation, signature.epoch, signature.source, signature.sealed IS NULL AS emptied
  FROM signature
  WHERE petition = $2 AND row_key = $3
  FOR UPDATE
),

-- An attempt that was mailed before the newest one came: it takes the row's place as that mail showed it.
mailed AS MATERIALIZED (
  SELECT operation, signed_at, document_version, consent_record, source, sealed
  FROM earlier_attempt
  WHERE $17 AND petition = $2 AND row_key = $3 AND operation = $5 AND sealed IS NOT NULL
),

changed AS (
  UPDATE signature
  SET state = coalesce($8, signature.state),
      epoch = CASE WHEN $9 THEN shard.epoch ELSE signature.epoch END,
      operation = coalesce($10, mailed.operation, signature.operation),
      signed_at = coalesce($11, mailed.signed_at, signature.signed_at),
      document_version = coalesce($12, mailed.document_version, signature.document_version),
      consent_record = coalesce($13, mailed.consent_record, signature.consent_record),
      source = coalesce($18, mailed.source, signature.source),
      sealed = CASE WHEN $15 IS NULL THEN coalesce($14, mailed.sealed, signature.sealed) END,
      anonymised_at = CASE WHEN $14 IS NULL THEN coalesce($15, signature.anonymised_at) END,
      withdrawn_epoch = CASE
        WHEN $8 = 2 AND before.state = 1 THEN shard.epoch
        WHEN coalesce($8, before.state) <> 1 THEN signature.withdrawn_epoch
      END,
      newsletter_withdrawn_at = CASE WHEN $10 IS NULL THEN coalesce(signature.newsletter_withdrawn_at, $16) END
  FROM shard CROSS JOIN before LEFT JOIN mailed ON mailed.operation <> before.operation
  WHERE signature.petition = $2 AND signature.row_key = $3
    AND before.state = ANY ($4)
    AND ($5 IS NULL OR before.operation = $5 OR mailed.operation IS NOT NULL)
    AND (NOT $6 OR before.epoch = shard.epoch)
    AND (NOT $7 OR shard.open)
    -- What was emptied is not filled again, unless somebody signs again.
    AND ($14 IS NULL OR $10 IS NOT NULL OR NOT before.emptied)
  RETURNING (signature.state = 1)::integer - (before.state = 1)::integer AS gained,
    (signature.state = 1 AND signature.source = 1)::integer - (before.state = 1 AND before.source = 1)::integer AS paper,
    (signature.state = 1 AND signature.source = 2)::integer - (before.state = 1 AND before.source = 2)::integer AS imported,
    signature.state, signature.sealed IS NULL AS emptied, before.operation AS replaced
),

-- Mails that ask for what is decided now need not go out.
settled AS (
  DELETE FROM mail USING changed
  WHERE mail.petition = $2 AND mail.row_key = $3 AND mail.purpose IN (1, 2) AND changed.state <> 0 AND NOT changed.emptied
),

-- Nothing goes out to somebody whose address is gone. What was sent is still known, or the next mails would follow without a gap.
silenced AS (
  UPDATE mail SET due_at = NULL
  FROM changed
  WHERE mail.petition = $2 AND mail.row_key = $3 AND changed.emptied
),

-- A decision ends the other attempts: that they were made is kept, what they said is not.
ended AS (
  UPDATE earlier_attempt
  SET signed_at = NULL, document_version = NULL, consent_record = NULL, source = NULL, sealed = NULL
  FROM changed
  WHERE petition = $2 AND row_key = $3 AND earlier_attempt.sealed IS NOT NULL AND changed.state <> 0
),

-- A withdrawn attempt that is replaced is remembered without data, for at most 64 attempts of a person.
remembered AS (
  INSERT INTO earlier_attempt (petition, row_key, operation)
  SELECT $2, $3, replaced
  FROM changed
  WHERE $10 IS NOT NULL AND (SELECT count(*) FROM earlier_attempt WHERE petition = $2 AND row_key = $3) < 64
  ON CONFLICT (petition, row_key, operation) DO NOTHING
),

moved AS (
  UPDATE tally
  SET counted = counted + changed.gained, paper = tally.paper + changed.paper, imported = tally.imported + changed.imported,
      version = version + 1
  FROM changed
  WHERE petition = $2 AND shard = $1 AND changed.gained <> 0
  RETURNING tally.counted, tally.version, tally.paper, tally.imported
)

SELECT moved.counted, moved.version, moved.paper, moved.imported FROM changed LEFT JOIN moved ON true
