-- Mails that ask for what is decided now need not go out; nothing goes out to somebody whose address is gone.
DELETE FROM mail
WHERE petition = @petition AND row_key = @row_key AND (@emptied OR @decided AND purpose IN (1, 2))
