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
  FROM unnest($3::integer[], $4::uuid[], $5::uuid[], $6::smallint[], $7::timestamptz[], $8::integer[], $9::integer[], $10::smallint[], $11::bytea[])
    AS entry (petition, row_key, operation, state, signed_at, document_version, consent_record, source, sealed)
  JOIN shard ON shard.petition = entry.petition AND shard.open
  ORDER BY entry.petition, row_key
  ON CONFLICT (petition, row_key) DO NOTHING
  RETURNING petition, row_key, state
),

gained AS (
  SELECT petition, count(*) FILTER (WHERE state = 1) AS counted, array_agg(row_key) AS row_keys
  FROM stored
  GROUP BY petition
),

-- Move the shards by what was really inserted. A shard without gain is written too: a batch of repeats must be flushed like any other, or
-- the time of its answer would tell who has signed before.
moved AS (
  UPDATE tally
  SET counted = tally.counted + coalesce(gained.counted, 0),
      version = tally.version + CASE WHEN gained.counted > 0 THEN 1 ELSE 0 END,
      batches = tally.batches + 1
  FROM shard LEFT JOIN gained ON gained.petition = shard.petition
  WHERE tally.petition = shard.petition AND tally.shard = $1 AND shard.open
  RETURNING tally.petition, tally.counted, tally.version, gained.row_keys
)

SELECT petition, counted, version, row_keys FROM moved
