-- Nothing goes out to somebody whose address is gone. What was sent is still known, or the next mails would follow without a gap.
UPDATE mail SET due_at = NULL WHERE petition = @petition AND row_key = @row_key
