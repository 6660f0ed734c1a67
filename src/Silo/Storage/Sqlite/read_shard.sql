-- Whether a petition takes signatures, and the epoch that they get. The transaction has the only write lock there is.
SELECT open, epoch FROM tally WHERE petition = @petition AND shard = @shard
