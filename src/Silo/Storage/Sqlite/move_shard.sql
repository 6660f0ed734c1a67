-- Moves a shard by what was really inserted and changed. A shard without gain is written too, so that a batch of repeats is flushed like
-- any other.
UPDATE tally
SET counted = counted + @gained, paper = paper + @paper, imported = imported + @imported, version = version + @moves,
    batches = batches + 1
WHERE petition = @petition AND shard = @shard
RETURNING counted, version, paper, imported
