-- One conditional change of one row, in the transaction of commit_batch.sql, which has locked the shard: $1 is the writer's shard, $2 the
-- petition, $3 the row key. What must be found: $4 states, $5 the operation or null, $6 not handed over, $7 shards open. What is made of it:
-- $8 state or null, $9 joins the epoch under way, $10 operation, $11 time, $12 document, $13 consent or null each, $14 sealed data or null,
-- $15 when it is emptied or null.
WITH

shard AS MATERIALIZED (
  SELECT epoch, open FROM tally WHERE petition = $2 AND shard = $1
),

before AS MATERIALIZED (
  SELECT signature.state, signature.operation, signature.epoch, signature.sealed IS NULL AS emptied
  FROM signature
  WHERE petition = $2 AND row_key = $3
  FOR UPDATE
),

changed AS (
  UPDATE signature
  SET state = coalesce($8, signature.state),
      epoch = CASE WHEN $9 THEN shard.epoch ELSE signature.epoch END,
      operation = coalesce($10, signature.operation),
      signed_at = coalesce($11, signature.signed_at),
      document_version = coalesce($12, signature.document_version),
      consent_record = coalesce($13, signature.consent_record),
      sealed = CASE WHEN $15 IS NULL THEN coalesce($14, signature.sealed) END,
      anonymised_at = CASE WHEN $14 IS NULL THEN coalesce($15, signature.anonymised_at) END,
      withdrawn_epoch = CASE
        WHEN $8 = 2 AND before.state = 1 THEN shard.epoch
        WHEN coalesce($8, before.state) <> 1 THEN signature.withdrawn_epoch
      END
  FROM before, shard
  WHERE signature.petition = $2 AND signature.row_key = $3
    AND before.state = ANY ($4)
    AND ($5 IS NULL OR before.operation = $5)
    AND (NOT $6 OR before.epoch = shard.epoch)
    AND (NOT $7 OR shard.open)
    -- What was emptied is not filled again, unless somebody signs again.
    AND ($14 IS NULL OR $10 IS NOT NULL OR NOT before.emptied)
  RETURNING (signature.state = 1)::integer - (before.state = 1)::integer AS gained, signature.state, signature.sealed IS NULL AS emptied
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

moved AS (
  UPDATE tally
  SET counted = counted + changed.gained, version = version + 1
  FROM changed
  WHERE petition = $2 AND shard = $1 AND changed.gained <> 0
  RETURNING tally.counted, tally.version
)

SELECT moved.counted, moved.version FROM changed LEFT JOIN moved ON true
