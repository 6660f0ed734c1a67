-- The address is erased: nothing is sent any more. The row stays, because it spaces later mails to this person.
UPDATE mail SET due_at = NULL WHERE petition = @petition AND row_key = @row_key
