-- Whether an operation is the stored one of its row.
SELECT 1 FROM signature WHERE petition = @petition AND row_key = @row_key AND operation = @operation
