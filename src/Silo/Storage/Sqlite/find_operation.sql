-- Whether an operation is the stored one of its row, or was before.
SELECT 1 FROM signature WHERE petition = @petition AND row_key = @row_key AND operation = @operation
UNION ALL
SELECT 1 FROM earlier_attempt WHERE petition = @petition AND row_key = @row_key AND operation = @operation
