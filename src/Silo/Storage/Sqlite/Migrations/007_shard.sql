-- A part of a sharded counter is called a shard.
ALTER TABLE tally RENAME COLUMN slot TO shard;
