-- One mail per person and purpose: what waits is replaced and goes out at its time, the next one not before its time.
INSERT INTO mail (petition, row_key, purpose, operation, due_at)
VALUES (@petition, @row_key, @purpose, @operation, @due_at)
ON CONFLICT (petition, row_key, purpose) DO UPDATE
SET operation = excluded.operation, failures = 0, parked_at = NULL, parked_reason = NULL,
    due_at = CASE WHEN mail.next_at > excluded.due_at THEN mail.next_at ELSE excluded.due_at END
