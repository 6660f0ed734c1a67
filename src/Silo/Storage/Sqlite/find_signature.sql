-- The row of a person before it is changed. The transaction has the only write lock there is.
SELECT state, operation, epoch, sealed IS NULL, coalesce(withdrawn_epoch > epoch, 0), source
FROM signature WHERE petition = @petition AND row_key = @row_key
