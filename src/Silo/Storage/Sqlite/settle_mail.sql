-- The signature is decided: removes the mail that asks for a confirmation (purpose 1) and its reminder (2).
DELETE FROM mail WHERE petition = @petition AND row_key = @row_key AND purpose IN (1, 2)
