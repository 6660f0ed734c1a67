-- Commits one batch: $1 is the writer's shard, $2 the petitions of the batch, the rest are the rows to insert, as arrays of equal length.
-- One statement, so that no transaction is left open by a process that dies, and one round trip.
WITH

-- Lock the writer's shard of each petition, in the order of petitions. A close or a cut-off that came first is seen here; one that comes
-- later waits until this batch is committed.
shard AS MATERIALIZED (
  SELECT petition, open, epoch
  FROM tally
  WHERE petition = ANY ($2) AND shard = $1
  ORDER BY petition
  FOR UPDATE
),

-- Insert for open petitions only. The sort takes all shards before the first row and gives all batches the same order of rows, so that
-- two of them wait for each other at most in one direction. A repeat, also within the batch, changes nothing.
stored AS (
  INSERT INTO signature
    (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, epoch)
  SELECT entry.petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, shard.epoch
  FROM unnest(
      $3::integer[], $4::uuid[], $5::uuid[], $6::smallint[], $7::timestamptz[], $8::integer[], $9::integer[], $10::smallint[], $11::bytea[])
    AS entry (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed)
  JOIN shard ON shard.petition = entry.petition AND shard.open
  ORDER BY entry.petition, row_key
  ON CONFLICT (petition, row_key) DO NOTHING
  RETURNING petition, row_key, state, source
),

-- Who erased a signature and signs again: the row holds nobody's data and is used as if it had never been. Only what people send
-- themselves does that (source 0), no paper and no import. Late retries of what it held are passed over. Looked for only when something
-- was not inserted, and row by row, which stays an index look-up however the table grows.
again AS MATERIALIZED (
  SELECT DISTINCT ON (entry.petition, entry.row_key) entry.*, shard.epoch, emptied.operation AS replaced
  FROM unnest(
      $3::integer[], $4::uuid[], $5::uuid[], $6::smallint[], $7::timestamptz[], $8::integer[], $9::integer[], $10::smallint[], $11::bytea[])
    WITH ORDINALITY
    AS entry (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed, position)
  JOIN shard ON shard.petition = entry.petition AND shard.open
  CROSS JOIN LATERAL (
    SELECT signature.operation
    FROM signature
    WHERE signature.petition = entry.petition AND signature.row_key = entry.row_key AND signature.state = 2 AND signature.sealed IS NULL
    LIMIT 1
  ) AS emptied
  WHERE (SELECT count(*) FROM stored) < cardinality($4)
    AND (entry.petition, entry.row_key) NOT IN (SELECT petition, row_key FROM stored)
    AND entry.source = 0
    AND emptied.operation <> entry.operation
    AND (
      SELECT 1
      FROM earlier_attempt AS known
      WHERE known.petition = entry.petition AND known.row_key = entry.row_key AND known.operation = entry.operation
      LIMIT 1
    ) IS NULL
  ORDER BY entry.petition, entry.row_key, position
),

renewed AS (
  UPDATE signature
  SET operation = again.operation, state = again.state, signed_at = again.signed_at, document_version = again.document_version,
      consent_record = again.consent_record, source = again.source, sealed = again.sealed, epoch = again.epoch,
      anonymised_at = NULL, withdrawn_epoch = NULL, newsletter_withdrawn_at = NULL
  FROM again
  WHERE signature.petition = again.petition AND signature.row_key = again.row_key
    AND signature.state = 2 AND signature.sealed IS NULL AND signature.operation = again.replaced
  RETURNING signature.petition, signature.row_key, signature.state, signature.source, again.replaced
),

-- What the row held is remembered without data, for at most 64 attempts of a person.
remembered AS (
  INSERT INTO earlier_attempt (petition, row_key, operation)
  SELECT petition, row_key, replaced
  FROM renewed
  WHERE (SELECT count(*) FROM earlier_attempt AS kept WHERE kept.petition = renewed.petition AND kept.row_key = renewed.row_key) < 64
  ORDER BY petition, row_key
  ON CONFLICT (petition, row_key, operation) DO NOTHING
),

gained AS (
  SELECT petition, count(*) FILTER (WHERE state = 1) AS counted, count(*) FILTER (WHERE state = 1 AND source = 1) AS paper,
    count(*) FILTER (WHERE state = 1 AND source = 2) AS imported, array_agg(row_key) AS row_keys
  FROM (SELECT petition, row_key, state, source FROM stored UNION ALL SELECT petition, row_key, state, source FROM renewed) AS signed
  GROUP BY petition
),

-- Move the shards by what was really inserted. A shard without gain is written too: a batch of repeats must be flushed like any other, or
-- the time of its answer would tell who has signed before.
moved AS (
  UPDATE tally
  SET counted = tally.counted + coalesce(gained.counted, 0),
      paper = tally.paper + coalesce(gained.paper, 0),
      imported = tally.imported + coalesce(gained.imported, 0),
      version = tally.version + CASE WHEN gained.counted > 0 THEN 1 ELSE 0 END,
      batches = tally.batches + 1
  FROM shard LEFT JOIN gained ON gained.petition = shard.petition
  WHERE tally.petition = shard.petition AND tally.shard = $1 AND shard.open
  RETURNING tally.petition, tally.counted, tally.version, tally.paper, tally.imported, gained.row_keys
)

SELECT petition, counted, version, paper, imported, row_keys FROM moved
