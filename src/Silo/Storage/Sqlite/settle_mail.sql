-- Mails that ask for what is decided now need not go out.
DELETE FROM mail WHERE petition = @petition AND row_key = @row_key AND purpose IN (1, 2)
