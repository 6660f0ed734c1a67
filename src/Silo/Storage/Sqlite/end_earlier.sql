-- A decision ends the other attempts: that they were made is kept, what they said is not.
UPDATE earlier_attempt
SET signed_at = NULL, document_version = NULL, consent_record = NULL, source = NULL, sealed = NULL
WHERE petition = @petition AND row_key = @row_key AND sealed IS NOT NULL
