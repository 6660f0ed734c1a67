-- Waits for every batch in flight of the petitions $1, so that the look-up after it sees what they stored.
SELECT count(*) FROM (SELECT FROM tally WHERE petition = ANY ($1) ORDER BY petition, shard FOR SHARE) AS shards
